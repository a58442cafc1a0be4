using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>Entry point of <c>plsim</c>; the exit code tells how the command ended (<see cref="ExitCode"/>).</summary>
internal static class Program
{
    /// <summary>The released version; a log names the one that began it.</summary>
    public static string Version =>
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    // The version is answered before any library is loaded: scripts ask for it, and it must be instant.
    private static int Main(string[] args)
    {
        if (args is not ["--version"])
        {
            return Run(args);
        }

        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes($"plsim {Version}\n"));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
    {
        using var shell = ProcessShell.Open();
        return PlsimApp.RunAsync(args, shell.Shell).GetAwaiter().GetResult();
    }
}
