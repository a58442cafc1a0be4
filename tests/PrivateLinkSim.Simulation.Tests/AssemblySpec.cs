using System.Reflection;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class AssemblySpec
{
    [Theory]
    [InlineData("plsim")]
    [InlineData("Spectre.Console")]
    [InlineData("System.CommandLine")]
    public void The_simulation_does_not_know_who_calls_it(string door)
    {
        var references = Assembly.Load("PrivateLinkSim.Simulation").GetReferencedAssemblies().Select(reference => reference.Name);

        Assert.DoesNotContain(door, references);
    }
}
