namespace PrivateLinkSim.Host;

/// <summary>Entry point of <c>plsim</c>; the exit code tells how the command ended.</summary>
internal static class Program
{
    private static int Main() => 0;
}
