using System.Diagnostics;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A test with a module of Python, and with dig; skipped where Python does not have it, or dig is missing.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string module) => Skip =
        !Has(module) ? $"Python has no {module} here (pip install {module})"
        : !ClientProgram.IsThere("dig") ? ClientProgram.NoDig
        : null;

    private static bool Has(string module)
    {
        if (!ClientProgram.IsThere("python3"))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", $"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A test with the AWS SDK for JavaScript, and with dig; skipped where it is not installed beside the tests, or dig is missing.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip =
        !ClientProgram.IsThere("node") ? "node is not on this machine"
        : !Directory.Exists(Path.Combine(ClientProgram.Folder, "node_modules")) ? "the SDK is not installed (npm ci --prefix tests/PrivateLinkSim.Host.Tests/Clients)"
        : !ClientProgram.IsThere("dig") ? ClientProgram.NoDig
        : null;
}

/// <summary>A test with Terraform; skipped where it or its provider is missing, and unless it is asked for, because it takes minutes.</summary>
public sealed class TerraformFactAttribute : FactAttribute
{
    public TerraformFactAttribute() => Skip =
        !ClientProgram.IsThere("terraform") ? "terraform is not on this machine"
        : Mirror is null ? "the provider hashicorp/aws is in none of the folders of plugins on this machine"
        : Environment.GetEnvironmentVariable("PLSIM_TERRAFORM") != "1" ? "it takes minutes; PLSIM_TERRAFORM=1 runs it"
        : null;

    /// <summary>A folder of plugins with AWS's provider: Terraform is never sent to fetch it.</summary>
    public static string? Mirror { get; } = Mirrors().FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "registry.terraform.io", "hashicorp", "aws")));

    private static IEnumerable<string> Mirrors() =>
        ((string[])[Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d", "plugins"), "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"])
        .Concat(Directory.Exists("/opt") ? Directory.EnumerateDirectories("/opt") : []);
}
