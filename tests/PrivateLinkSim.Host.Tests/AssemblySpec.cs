using System.Reflection;

namespace PrivateLinkSim.Host.Tests;

public sealed class AssemblySpec
{
    [Fact]
    public void The_program_is_called_plsim() => Assert.NotNull(Assembly.Load("plsim").EntryPoint);
}
