using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim validate</c> and <c>plsim schema</c>: what a scenario may hold, without running it.</summary>
internal static class CheckVerbs
{
    public static Command BuildValidate(Shell shell)
    {
        var files = new Argument<string[]>("FILE") { Description = "Scenario files or directories.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("validate", "Check scenarios without running them.") { files };
        verb.SetAction(parsed =>
        {
            var read = ScenarioFiles.Read(parsed.GetRequiredValue(files), shell);
            foreach (var scenario in read)
            {
                shell.OutputPage.Line(new Piece("ok ", Ink.Good), $"{scenario.Shown}: {scenario.File.Scenario.Title}");
            }

            return ExitCode.Success;
        });
        return verb;
    }

    public static Command BuildSchema(Shell shell)
    {
        var verb = new Command("schema", "Print the JSON Schema of scenario files.");
        verb.SetAction(_ =>
        {
            shell.Output.Write(ScenarioSchema.Generate().TrimEnd('\n'));
            shell.Output.Write('\n');
            return ExitCode.Success;
        });
        return verb;
    }
}
