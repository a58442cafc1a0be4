using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivateLinkSim.Simulation.Tests.Planted;

/// <summary>Builds a project of the product with lines planted in it, and reads which of them the build refused as banned.</summary>
internal static partial class BannedUses
{
    private const int FirstLine = 3;

    /// <summary>The indexes of the uses that the build of the project refuses.</summary>
    /// <param name="project"><c>Domain</c> or <c>Simulation</c>.</param>
    /// <param name="uses">Expressions, each to stand in a line of its own.</param>
    public static (int[] Refused, string Output) Build(string project, string[] uses)
    {
        var folder = Directory.CreateTempSubdirectory("plsim-planted-");
        try
        {
            var output = Run(project, folder.FullName, uses);
            int[] refused =
            [
                .. BannedError().Matches(output)
                    .Select(match => int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) - FirstLine)
                    .Distinct()
                    .Order(),
            ];
            return (refused, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string project, string folder, string[] uses)
    {
        var source = Path.Combine(folder, "Planted.cs");
        File.WriteAllLines(source,
        [
            "internal static class Planted",
            "{",
            .. uses.Select((use, index) => $"    internal static object Use{index} => {use};"),
            "}",
        ]);
        var name = $"PrivateLinkSim.{project}";
        var targets = Path.Combine(folder, "Planted.targets");
        File.WriteAllText(targets, $"""
            <Project>
              <PropertyGroup>
                <IntermediateOutputPath>{folder}/obj/$(MSBuildProjectName)/</IntermediateOutputPath>
                <OutDir>{folder}/bin/$(MSBuildProjectName)/</OutDir>
              </PropertyGroup>
              <ItemGroup Condition="'$(MSBuildProjectName)' == '{name}'">
                <Compile Include="{source}" />
              </ItemGroup>
            </Project>
            """);
        var path = Path.Combine(ShippedScenarios.Root, "src", name, $"{name}.csproj");
        using var build = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "build", path, "--no-restore", "-nodeReuse:false", $"-p:CustomBeforeMicrosoftCommonTargets={targets}", "-p:UseSharedCompilation=false" },
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        build.StandardInput.Close();
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return output;
    }

    [GeneratedRegex(@"Planted\.cs\((?<line>[0-9]+),[0-9]+\): error RS0030", RegexOptions.ExplicitCapture)]
    private static partial Regex BannedError();
}
