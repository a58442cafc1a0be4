using System.CommandLine;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim at URL</c>: tells a running server what is to happen, and asks what has.</summary>
internal static class AtVerb
{
    private static readonly Argument<string> Url = new("URL") { Description = "Where the server is: http://127.0.0.1:4566, localhost:4566, or a port of this machine." };

    public static Command Build(Shell shell)
    {
        var verb = new Command("at", "Tell a running `plsim serve` what is to happen, for example: plsim at 4566 fault az-power-interruption use1-az1")
        {
            Url,
            Plain(shell, "health", "Whether the server does its work.", "GET", "/ready", HealthLine),
            Clock(shell),
            Fault(shell),
            Repair(shell),
            Step(shell),
            Txt(shell),
            State(shell),
            Plain(shell, "digest", "What the run comes to so far.", "GET", "/digest", answer => $"{answer["digest"]} after turn {answer["turn"]}, {answer["events"]} events; states {answer["stateDigest"]}"),
            Events(shell),
            Record(shell),
            Plain(shell, "reset", "Begin anew with the topology, as a run of its own.", "POST", "/reset", answer => $"Begun anew: {HealthLine(answer)}"),
        };
        return verb;
    }

    private static Command Clock(Shell shell)
    {
        var by = new Argument<string>("TIME") { Description = "By how much (10m, 1h30m), or to when (2026-01-01T12:00:00Z)." };
        var advance = new Command("advance", "Put the clock on; returns when all that is due by then has happened.") { by };
        Act(shell, advance, (client, parsed) =>
        {
            var time = parsed.GetRequiredValue(by);
            return client.AskAsync("POST", "/clock/advance", new JObject { [Moment.TryParse(time, out _) ? "to" : "by"] = time }.ToString(), shell.Interruption);
        }, ClockLine);
        var factor = new Argument<string>("PACE") { Description = "real, 60x, or manual." };
        var pace = new Command("pace", "Change how fast the clock goes.") { factor };
        Act(shell, pace, (client, parsed) => client.AskAsync("POST", "/clock/pace", new JObject { ["pace"] = parsed.GetRequiredValue(factor) }.ToString(), shell.Interruption), ClockLine);
        var clock = Plain(shell, "clock", "Show the virtual clock, put it on, or change its pace.", "GET", "/clock", ClockLine);
        clock.Add(advance);
        clock.Add(pace);
        return clock;
    }

    private static Command Fault(Shell shell)
    {
        var fault = new Argument<string>("FAULT") { Description = "The fault, in a scenario's word." };
        fault.CompletionSources.Add([.. LiveSteps.Faults]);
        var words = new Argument<string[]>("WHERE") { Description = "What it strikes, by id or by the topology's name, and other parameters as NAME=VALUE.", Arity = ArgumentArity.ZeroOrMore };
        var lasting = new Option<string?>("--for") { Description = "For how long (10m); without it, where the fault allows that, until it is repaired.", HelpName = "TIME" };
        var verb = new Command("fault", "Break something, for example: plsim at 4566 fault packet-loss use1-az1 LossPercent=5 --for 10m") { fault, words, lasting };
        Ask(shell, verb, "/faults", parsed => FaultWords.Step(parsed.GetRequiredValue(fault), parsed.GetRequiredValue(words), parsed.GetValue(lasting)));
        return verb;
    }

    private static Command Repair(Shell shell)
    {
        var words = new Argument<string[]>("WHAT") { Description = "A zone id or a Region that is lost, or a fault and where it is.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("repair", "Repair something, for example: plsim at 4566 repair use1-az1, or: plsim at 4566 repair packet-loss use1-az1") { words };
        Ask(shell, verb, "/repairs", parsed => parsed.GetRequiredValue(words) switch
        {
            [var place] when !LiveSteps.Faults.Contains(place, StringComparer.Ordinal) =>
                new JObject { [RegionData.Load().Regions.TryGet(place, out _) ? "regionName" : "zoneId"] = place }.ToString(),
            [var fault, .. var places] => FaultWords.Repair(fault, places).ToString(),
            [] => throw new UsageException("What is to be repaired?"),
        });
        return verb;
    }

    private static Command Step(Shell shell)
    {
        var step = new Argument<string>("STEP") { Description = "A step of a scenario: its JSON, or ACTION NAME=VALUE ... with caller=NAME." };
        var verb = new Command("step", "Do what a step of a scenario does, for example: plsim at 4566 step 'DeleteVpc VpcId=shop-vpc caller=shop'") { step };
        Ask(shell, verb, "/steps", parsed => parsed.GetRequiredValue(step));
        return verb;
    }

    private static Command Txt(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the record." };
        var value = new Argument<string>("VALUE") { Description = "Its value." };
        var remove = new Option<bool>("--remove") { Description = "Take the record out instead." };
        var verb = new Command("txt", "Publish a TXT record in public DNS.") { name, value, remove };
        Ask(shell, verb, "/txt", parsed => new JObject { ["name"] = parsed.GetRequiredValue(name), ["type"] = "TXT", ["value"] = parsed.GetRequiredValue(value) }.ToString(),
            parsed => parsed.GetValue(remove) ? "DELETE" : "POST");
        return verb;
    }

    private static Command State(Shell shell)
    {
        var entity = new Argument<string?>("ENTITY") { Description = "One entity and its history: its id, or the topology's name for it.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Command("state", "Show the world, or one entity, as JSON.") { entity };
        Act(shell, verb, (client, parsed) => client.AskAsync("GET", parsed.GetValue(entity) is { } name ? $"/state/{Uri.EscapeDataString(name)}" : "/state", null, shell.Interruption), null);
        return verb;
    }

    private static Command Record(Shell shell)
    {
        var output = new Option<string?>("--out") { Description = "Write the scenario there; without it, to standard output.", HelpName = "FILE" };
        var verb = new Command("record", "Make a scenario of the run so far.") { output };
        verb.SetAction(async (parsed, _) =>
        {
            using var client = new ControlClient(ControlClient.AddressOf(parsed.GetRequiredValue(Url)));
            var file = parsed.GetValue(output) is { } path ? OutputFile.Target(shell, "--out", path) : null;
            var text = await client.AskAsync("GET", "/record", null, shell.Interruption);
            if (file is null)
            {
                shell.Output.Write(text);
                return ExitCode.Success;
            }

            await OutputFile.SaveAsync(file, text, shell);
            shell.OutputPage.Line($"Written to {shell.Show(file)}. Run it with: plsim run {shell.Show(file)}");
            return ExitCode.Success;
        });
        return verb;
    }

    private static Command Events(Shell shell)
    {
        var follow = new Option<bool>("--follow") { Description = "Go on as more happens, until Ctrl-C." };
        var after = new Option<string?>("--after") { Description = "Only what comes behind this turn, or 'end' for what is still to come.", HelpName = "TURN" };
        var entity = new Option<string?>("--entity") { Description = "Only what happens to this entity.", HelpName = "ENTITY" };
        var json = new Option<bool>("--json") { Description = "Print each event as a line of JSON." };
        var verb = new Command("events", "Show what has happened.") { follow, after, entity, json };
        verb.SetAction(async (parsed, _) =>
        {
            using var client = new ControlClient(ControlClient.AddressOf(parsed.GetRequiredValue(Url)));
            var query = $"?follow={(parsed.GetValue(follow) ? "true" : "false")}&after={Uri.EscapeDataString(parsed.GetValue(after) ?? "")}&entity={Uri.EscapeDataString(parsed.GetValue(entity) ?? "")}";
            try
            {
                await foreach (var each in client.EventsAsync($"/events{query}", shell.Interruption))
                {
                    if (parsed.GetValue(json))
                    {
                        shell.Output.WriteLine(each.ToString(Newtonsoft.Json.Formatting.None));
                    }
                    else
                    {
                        shell.OutputPage.Line(new Piece($"{each["time"]}  ", Ink.Faint), (string?)each["what"] ?? "");
                    }

                    if (parsed.GetValue(follow))
                    {
                        shell.Output.Flush();
                    }
                }
            }
            catch (OperationCanceledException) when (parsed.GetValue(follow) && shell.InterruptionCode() is ExitCode.Interrupted)
            {
                // Ctrl-C is how following ends.
            }
            catch (Exception cut) when (cut is IOException or HttpRequestException)
            {
                throw new UsageException("The server has gone.", ExitCode.NotReachable);
            }

            return ExitCode.Success;
        });
        return verb;
    }

    private static Command Plain(Shell shell, string name, string what, string method, string path, Func<JObject, string> line)
    {
        var verb = new Command(name, what);
        Act(shell, verb, (client, _) => client.AskAsync(method, path, null, shell.Interruption), line);
        return verb;
    }

    // Whoever asks for a step learns how it ended, and a script by the exit code.
    private static void Ask(Shell shell, Command verb, string path, Func<ParseResult, string> body, Func<ParseResult, string>? method = null)
    {
        var json = Json(verb);
        verb.SetAction(async (parsed, _) =>
        {
            using var client = new ControlClient(ControlClient.AddressOf(parsed.GetRequiredValue(Url)));
            var text = await client.AskAsync(method?.Invoke(parsed) ?? "POST", path, body(parsed), shell.Interruption);
            var answer = JObject.Parse(text);
            if (parsed.GetValue(json))
            {
                shell.Output.Write(text);
            }
            else
            {
                Tell(shell, answer);
            }

            return (bool)answer["accepted"]! ? ExitCode.Success : ExitCode.ExpectationFailed;
        });
    }

    private static void Act(Shell shell, Command verb, Func<ControlClient, ParseResult, Task<string>> ask, Func<JObject, string>? line)
    {
        var json = line is null ? null : Json(verb);
        verb.SetAction(async (parsed, _) =>
        {
            using var client = new ControlClient(ControlClient.AddressOf(parsed.GetRequiredValue(Url)));
            var text = await ask(client, parsed);
            if (line is null || parsed.GetValue(json!))
            {
                shell.Output.Write(text);
            }
            else
            {
                using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(text)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
                shell.OutputPage.Line(line(JObject.Load(reader)));
            }

            return ExitCode.Success;
        });
    }

    private static Option<bool> Json(Command verb)
    {
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        verb.Add(json);
        return json;
    }

    private static void Tell(Shell shell, JObject answer)
    {
        foreach (var part in answer["parts"]!)
        {
            if (!(bool)part["accepted"]!)
            {
                shell.OutputPage.Line(new Piece("refused ", Ink.Bad), $"{part["code"]} ({part["rule"]}): {part["message"]}");
                continue;
            }

            shell.OutputPage.Line(new Piece("done", Ink.Good), part["resourceId"] is { } made ? $" {made}" : "");
            foreach (var notice in part["notices"] ?? new JArray())
            {
                shell.OutputPage.Line($"  {notice["message"]}");
            }
        }
    }

    private static string HealthLine(JObject answer) => $"run {answer["run"]}, plsim {answer["version"]}, {ClockLine((JObject)answer["clock"]!)}";

    private static string ClockLine(JObject clock) => $"{clock["now"]}, pace {clock["pace"]}";
}
