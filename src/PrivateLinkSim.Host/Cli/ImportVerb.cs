using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim import</c>: makes a scenario of what stands in AWS, or of what Terraform would make there.</summary>
internal static class ImportVerb
{
    private const int MostSubjects = 4;

    public static Command Build(Shell shell) =>
        new("import", "Make a scenario of what stands in AWS, or of what Terraform would make there. It is run once, so that what it makes is accepted; what it does not have is said.")
        {
            BuildAws(shell), BuildTerraform(shell),
        };

    private static Command BuildAws(Shell shell)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "What `aws ec2 describe-...` and `aws elbv2 describe-...` print as JSON, of any accounts and Regions; directories of it; - for the input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = OutputOption();
        var verb = new Command(
            "aws",
            "Of the answers of AWS's Describe calls: describe-vpcs, describe-subnets, describe-security-groups, describe-network-acls, describe-vpc-endpoints, "
            + "describe-vpc-endpoint-service-configurations, describe-vpc-endpoint-service-permissions, elbv2 describe-load-balancers, describe-listeners, "
            + "describe-target-groups, describe-target-health and describe-...-attributes. Where an answer does not say of what it is, the name of its file must: target-health-orders.json.")
        {
            files, output,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var target = Target(shell, parsed.GetValue(output));
            ImportSource[] sources = [.. parsed.GetRequiredValue(files).SelectMany(path => Sources(path, shell))];
            Tell(shell, await ImportedScenario.OfAwsAsync(sources, NameOf(target), RegionData.Load().Regions, shell.Interruption), target);
            return ExitCode.Success;
        });
        return verb;
    }

    private static Command BuildTerraform(Shell shell)
    {
        var file = new Argument<string>("PLAN") { Description = "What `terraform show -json` prints of a plan, or of the state; - for the input." };
        var output = OutputOption();
        var verb = new Command(
            "terraform",
            "Of a Terraform plan or state, with its modules and providers: VPCs, subnets, security groups, network ACLs, Network Load Balancers with listeners and targets, "
            + "endpoint services and interface endpoints. For example: terraform plan -out p.bin; terraform show -json p.bin | plsim import terraform - --out world.json")
        {
            file, output,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var target = Target(shell, parsed.GetValue(output));
            ImportSource[] sources = [.. Sources(parsed.GetRequiredValue(file), shell)];
            if (sources.Length > 1)
            {
                throw new UsageException($"{parsed.GetRequiredValue(file)} is a directory; name one plan or state.");
            }

            Tell(shell, await ImportedScenario.OfTerraformAsync(sources[0], NameOf(target), RegionData.Load().Regions, shell.Interruption), target);
            return ExitCode.Success;
        });
        return verb;
    }

    private static Option<string?> OutputOption() =>
        new("--out") { Description = "Write the scenario there; without it, to standard output.", HelpName = "FILE" };

    private static string? Target(Shell shell, string? path) => path is null ? null : OutputFile.Target(shell, "--out", path);

    private static string NameOf(string? target) => target is null ? "imported.json" : Path.GetFileName(target);

    private static IEnumerable<ImportSource> Sources(string path, Shell shell)
    {
        if (path == "-")
        {
            using var input = shell.Input();
            using var all = new MemoryStream();
            input.CopyTo(all);
            return [new ImportSource("-", all.ToArray())];
        }

        return ScenarioFiles.Expand(path, shell).Select(file => new ImportSource(shell.Show(file), File.ReadAllBytes(file)));
    }

    private static void Tell(Shell shell, ImportedScenario imported, string? target)
    {
        foreach (var note in imported.Notes)
        {
            shell.ErrorPage.Line(new Piece(note.IsLeftOut ? "left out: " : "otherwise: ", Ink.Odd), note.Text(MostSubjects));
        }

        if (imported.File.Scenario.Topology.Vpcs.IsEmpty)
        {
            throw new UsageException("Nothing of this can stand in a scenario: there is no VPC of which owner, Region and block are said. Give describe-vpcs and describe-subnets too.");
        }

        if (target is null)
        {
            shell.Output.Write(imported.Text());
            return;
        }

        File.WriteAllText(target, imported.Text());
        var topology = imported.File.Scenario.Topology;
        shell.OutputPage.Line(FormattableString.Invariant(
            $"Written to {shell.Show(target)}: {Count(topology.Accounts.Length, "account")}, {Count(topology.Vpcs.Length, "VPC")}, {Count(topology.LoadBalancers.Length, "load balancer")}, {Count(topology.Services.Length, "service")}, {Count(topology.Endpoints.Length, "endpoint")}."));
        shell.OutputPage.Line($"Run it with: plsim run {shell.Show(target)}, or serve it with: plsim serve --scenario {shell.Show(target)}");
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
