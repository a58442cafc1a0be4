using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PrivateLinkSim.Simulation.Tests.Conventions;

/// <summary>Reads the tree and keeps the table of who may know whom, between projects and between the folders of a project.</summary>
public sealed partial class ArrowsSpec
{
    private static readonly string[] AwsSlices = ["Accounts", "EndpointService", "HostedZones", "Iam", "InterfaceEndpoint", "LoadBalancer", "TargetGroup", "PublicDns", "Region", "Vpc"];

    /// <summary>Each project and the projects that it references.</summary>
    public static TheoryData<string, string[]> Projects => new()
    {
        { "PrivateLinkSim.Domain", [] },
        { "PrivateLinkSim.Simulation", ["PrivateLinkSim.Domain"] },
        { "PrivateLinkSim.Host", ["PrivateLinkSim.Simulation"] },
    };

    /// <summary>Each folder and the folders of its project that it may know.</summary>
    public static TheoryData<string, string[]> Folders => new()
    {
        { "Domain/Kernel", ["Facts"] },
        { "Domain/Facts", [] },
        { "Domain/Rules", ["Facts", "Kernel"] },
        { "Domain/Permissions", ["Facts", "Kernel", "Rules", "EndpointService"] },
        { "Domain/PublicDns", ["Facts", "Kernel", "Rules"] },
        { "Domain/Door", ["Facts", "Kernel", "Rules", "Permissions", .. AwsSlices] },
        { "Domain/Network", ["Facts", "Kernel", "Rules", .. AwsSlices] },
        { "Domain/Region", ["Facts", "Kernel", "Rules", "Network", "Accounts", "LoadBalancer", "Vpc"] },
        { "Domain/Accounts", ["Facts", "Kernel", "Rules", "Permissions", "Region", "LoadBalancer", "TargetGroup", "EndpointService", "InterfaceEndpoint"] },
        { "Domain/HostedZones", ["Facts", "Kernel", "Rules", "Network", "PublicDns"] },
        { "Domain/Iam", ["Facts", "Kernel", "Rules", "Permissions", "Accounts"] },
        { "Domain/Vpc", ["Facts", "Kernel", "Rules", "Network", "LoadBalancer", "InterfaceEndpoint"] },
        { "Domain/LoadBalancer", ["Facts", "Kernel", "Rules", "Network", "Accounts", "EndpointService", "Region", "TargetGroup", "Vpc"] },
        { "Domain/TargetGroup", ["Facts", "Kernel", "Rules", "Network", "Accounts", "LoadBalancer", "Vpc"] },
        { "Domain/EndpointService", ["Facts", "Kernel", "Rules", "Network", "Accounts", "LoadBalancer", "InterfaceEndpoint", "PublicDns"] },
        { "Domain/InterfaceEndpoint", ["Facts", "Kernel", "Rules", "Network", "Accounts", "EndpointService", "Vpc"] },
        { "Simulation/Kernel", ["Journal"] },
        { "Simulation/Journal", ["Data", "Kernel"] },
        { "Simulation/Integrity", ["Journal", "Kernel"] },
        { "Simulation/Data", [] },
        { "Simulation/View", ["Kernel"] },
        { "Simulation/Traffic", [] },
        { "Simulation/Costs", ["Data", "Traffic", "View"] },
        { "Simulation/Scenarios", ["Costs", "Data", "Journal", "Kernel", "Traffic", "View"] },
        { "Simulation/Refusals", ["Chaos", "Data", "Forks", "Journal", "Kernel", "Replay", "Scenarios", "View"] },
        { "Simulation/Shrinking", ["Data", "Journal", "Kernel", "Scenarios", "Verification"] },
        { "Simulation/Fuzz", ["Data", "Journal", "Kernel", "Replay", "Scenarios", "Shrinking", "Traffic", "Verification", "View"] },
        { "Simulation/Replay", ["Journal", "Kernel", "View"] },
        { "Simulation/Catalogue", ["Data", "Journal", "Kernel", "Scenarios"] },
        { "Simulation/Verification", ["Journal", "Kernel"] },
        { "Simulation/Forks", ["Data", "Journal", "Kernel", "Scenarios"] },
        { "Simulation/Importing", ["Forks", "Journal", "Kernel", "Scenarios"] },
        { "Simulation/Live", ["Forks", "Journal", "Kernel", "Scenarios", "View"] },
        { "Simulation/Recording", ["Data", "Forks", "Journal", "Kernel", "Scenarios"] },
        { "Simulation/Comparison", ["Journal", "Kernel", "Replay", "Scenarios", "Traffic", "View"] },
        { "Simulation/Chaos", ["Data", "Journal", "Kernel", "Scenarios", "Traffic", "View"] },
        { "Host/Cli", ["Api", "Control", "Dns", "Reports", "Runs", "Serving", "Stepping"] },
        { "Host/Api", ["Control", "Dns", "Runs", "Serving"] },
        { "Host/Control", ["Cli", "Dns", "Reports", "Runs", "Serving"] },
        { "Host/Dns", ["Serving"] },
        { "Host/Serving", ["Reports", "Runs"] },
        { "Host/Reports", ["Cli"] },
        { "Host/Runs", ["Cli", "Reports"] },
        { "Host/Stepping", ["Cli", "Reports"] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_says(string project, string[] expected)
    {
        var references = Project(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, references);
    }

    [Fact]
    public void The_domain_has_no_package() =>
        Assert.Empty(Project("PrivateLinkSim.Domain").Descendants("PackageReference"));

    [Fact]
    public void The_domain_and_the_simulation_have_banned_symbols()
    {
        foreach (var project in new[] { "PrivateLinkSim.Domain", "PrivateLinkSim.Simulation" })
        {
            Assert.Contains(Project(project).Descendants("AdditionalFiles"), file => file.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_table_names_every_folder()
    {
        var named = Folders.Select(row => (string)row[0]).Order(StringComparer.Ordinal);

        var found = new[] { "Domain", "Simulation", "Host" }.SelectMany(FoldersOf).Order(StringComparer.Ordinal);

        Assert.Equal(found, named);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_what_the_table_says(string folder, string[] allowed)
    {
        var project = folder[..folder.IndexOf('/', StringComparison.Ordinal)];
        var owners = FoldersOf(project)
            .SelectMany(other => Sources(other).SelectMany(source => Declaration().Matches(source).Select(match => (Name: match.Groups["name"].Value, Folder: other))))
            .Where(type => TwoWords().IsMatch(type.Name))
            .Distinct()
            .ToDictionary(type => type.Name, type => type.Folder, StringComparer.Ordinal);
        var words = Sources(folder).SelectMany(source => Word().Matches(WithoutTexts(source)).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);

        var broken = words
            .Where(word => owners.TryGetValue(word, out var owner) && owner != folder && !allowed.Contains(owner[(project.Length + 1)..], StringComparer.Ordinal))
            .Select(word => $"{folder} knows {word} of {owners[word]}")
            .Order(StringComparer.Ordinal);

        Assert.Empty(broken);
    }

    [Fact]
    public void A_slice_of_the_domain_never_reads_the_state_of_another()
    {
        var broken =
            from slice in AwsSlices
            from source in Sources($"Domain/{slice}")
            from Match match in StateType().Matches(WithoutTexts(source))
            let owner = match.Groups["owner"].Value
            where owner != slice && !(slice == "Accounts" && owner.StartsWith("Service", StringComparison.Ordinal))
            select $"{slice} reads {match.Value}";

        Assert.Empty(broken.Distinct());
    }

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Source(name), $"{name}.csproj"));

    private static IEnumerable<string> FoldersOf(string project) =>
        Directory.EnumerateDirectories(Source($"PrivateLinkSim.{project}"))
            .Select(folder => Path.GetFileName(folder))
            .Where(folder => folder is not "bin" and not "obj")
            .Select(folder => $"{project}/{folder}");

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Source($"PrivateLinkSim.{folder}"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    private static string Source(string path) => Path.Combine(ShippedScenarios.Root, "src", path);

    private static string WithoutTexts(string source) => TextOrComment().Replace(source, "");

    [GeneratedRegex(@"^(?:public|internal)[\w ]*?\b(?:class|record struct|record|struct|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    // Names of one word are names of members too, so they say nothing.
    [GeneratedRegex("^[A-Z][a-z]+[A-Z]")]
    private static partial Regex TwoWords();

    [GeneratedRegex(@"(?<!\.)\b[A-Z]\w+\b(?!\s*[\)=,])")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?<owner>Region|ServiceProvider|ServiceConsumer|Vpc|LoadBalancer|EndpointService|InterfaceEndpoint)State\b", RegexOptions.ExplicitCapture)]
    private static partial Regex StateType();

    // What a property is called says nothing of the type that happens to be called so too.
    [GeneratedRegex(@"//.*|""[^""\n]*""|\w+(?= \{ get;)")]
    private static partial Regex TextOrComment();
}
