using System.Reflection;

namespace PrivateLinkSim.Domain.Tests;

public sealed class AssemblySpec
{
    [Fact]
    public void The_domain_refers_to_nothing_but_the_framework()
    {
        var references = Assembly.Load("PrivateLinkSim.Domain").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }
}
