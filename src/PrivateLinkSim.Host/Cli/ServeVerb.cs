using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim serve</c>: AWS's APIs on loopback, with the rules behind them.</summary>
internal static class ServeVerb
{
    private const string Empty = """{ "title": "A server", "start": "START", "steps": [] }""";

    public static Command Build(Shell shell)
    {
        var port = new Option<int>("--port") { Description = "The port of the APIs; 0 for any that is free.", HelpName = "N", DefaultValueFactory = _ => 4566, CustomParser = result => Port(result) ?? 0 };
        var listen = new Option<string>("--listen") { Description = "The address to listen on; one that is not loopback asks for --auth strict.", HelpName = "IP", DefaultValueFactory = _ => "127.0.0.1" };
        var dnsPort = new Option<int?>("--dns-port") { Description = "The port at which names are resolved, on loopback; 0 for any that is free. Without it, 10053, or any with --port 0.", HelpName = "N", CustomParser = Port };
        var pace = new Option<string>("--pace") { Description = "How fast virtual time goes: real, 60x, or manual (only when it is told to).", HelpName = "PACE", DefaultValueFactory = _ => "real" };
        var database = new Option<string?>("--db") { Description = "Keep the run in this file, and take it up again when it is there; without it, a new run under runs/.", HelpName = "FILE" };
        var memory = new Option<bool>("--memory") { Description = "Keep the run in memory only." };
        var seed = new Option<long?>("--seed") { Description = "Draw ids from another seed than the scenario's.", HelpName = "N", CustomParser = WholeNumber.Read<long> };
        var scenario = new Option<string?>("--scenario") { Description = "A scenario file whose topology stands at the start; its steps are left out.", HelpName = "FILE" };
        var auth = new Option<string>("--auth") { Description = "Whether signatures are checked and keys must have been made.", DefaultValueFactory = _ => "loose" };
        auth.AcceptOnlyFromAmong("loose", "strict");
        var throttle = new Option<bool>("--throttle") { Description = "Take no more EC2 calls of an account than AWS does; RequestLimitExceeded beyond." };
        var lateness = new Option<string?>("--eventual-consistency") { Description = "So much later EC2's Describe calls see what was changed.", HelpName = "TIME" };
        var credentials = new Option<string?>("--credentials") { Description = "Write the keys of the scenario's accounts, users and roles to this file, for AWS_SHARED_CREDENTIALS_FILE.", HelpName = "FILE" };
        var otherVersion = new Option<bool>("--other-version") { Description = "Take up also what another version of plsim began." };
        var verb = new Command("serve", "Answer AWS's clients instead of AWS, for example: plsim serve --scenario scenarios/first-endpoint.json")
        {
            port, listen, dnsPort, pace, database, memory, seed, scenario, auth, credentials, throttle, lateness, otherVersion,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var factor = Pace.Read(parsed.GetRequiredValue(pace))
                ?? throw new UsageException($"'{parsed.GetValue(pace)}' is no pace; write real, manual, or a factor such as 60x.");
            var options = Options(parsed.GetRequiredValue(listen), parsed.GetValue(port), parsed.GetValue(auth) is "strict") with
            {
                IsThrottled = parsed.GetValue(throttle), Lateness = parsed.GetValue(lateness) is { } late ? Lateness(late) : null,
            };
            if (parsed.GetValue(memory) && parsed.GetValue(database) is not null)
            {
                throw new UsageException("--db names a file, and --memory keeps none; leave one of them out.");
            }

            var namesAt = parsed.GetValue(dnsPort) ?? (options.Port == 0 ? 0 : DnsServer.UsualPort);
            PortCheck.RequireFree(options.Address, options.Port, ProtocolType.Tcp, "--port");
            PortCheck.RequireFree(IPAddress.Loopback, namesAt, ProtocolType.Udp, "--dns-port");
            PortCheck.RequireFree(IPAddress.Loopback, namesAt, ProtocolType.Tcp, "--dns-port");
            var keysTo = parsed.GetValue(credentials) is { } path ? OutputFile.Target(shell, "--credentials", path) : null;
            var start = Start(shell, parsed.GetValue(scenario), parsed.GetValue(seed), parsed.GetValue(database), parsed.GetValue(memory));
            await using var served = await ServedRun.StartAsync(
                start.File, start.Seed, start.Stored, start.Record, factor, parsed.GetValue(otherVersion), TimeProvider.System, start.Renew);
            if (!served.Live.Refusals.IsEmpty)
            {
                throw new UsageException(string.Join('\n', served.Live.Refusals));
            }

            var secret = KeySecret.Beside(start.Stored?.File);
            var keys = new AccessKeys(served, secret);
            if (keysTo is not null)
            {
                CredentialsFile.Write(keysTo, keys.Profiles);
            }

            await using var dns = DnsServer.Start(served, namesAt, bug => shell.Error.WriteLine($"plsim: a name could not be resolved: {bug}"));
            await using var server = await ApiServer.StartAsync(served, keys, secret, options with { Dns = dns }, bug => shell.Error.WriteLine($"plsim: a call could not be answered: {bug}"));
            Greet(shell, server, dns, served, start);
            await Task.WhenAny(served.Ended, Task.Delay(Timeout.Infinite, shell.Interruption));
            await server.StopAsync();
            if (served.Ended.IsCompleted)
            {
                await served.Ended;
            }

            return shell.InterruptionCode() is var code and not ExitCode.Interrupted ? code : ExitCode.Success;
        });
        return verb;
    }

    private static TimeSpan? Lateness(string text) => Durations.TryParse(text, out var lateness)
        ? lateness
        : throw new UsageException($"--eventual-consistency {text} is no duration; write 5s, 500ms or 1m.");

    private static ServerOptions Options(string listen, int port, bool isStrict) =>
        !IPAddress.TryParse(listen, out var address) ? throw new UsageException($"'{listen}' is no IP address.")
        : !IPAddress.IsLoopback(address) && !isStrict
            ? throw new UsageException($"Others can reach {address}: --listen with an address that is not loopback needs --auth strict.")
        : new ServerOptions(address, port, isStrict);

    private static int? Port(ArgumentResult result)
    {
        var port = WholeNumber.Read<int>(result);
        if (port is < 0 or > IPEndPoint.MaxPort)
        {
            result.AddError($"'{port}' is no port; there are 0 to {IPEndPoint.MaxPort}.");
        }

        return port;
    }

    /// <param name="Renew">Where the run is kept when it is begun anew; the runs before it stay where they are.</param>
    private sealed record Beginning(ScenarioFile File, long Seed, StoredRun? Stored, IEnumerable<LogEntry>? Record, Func<StoredRun?> Renew);

    private static Beginning Start(Shell shell, string? scenario, long? seed, string? database, bool memory)
    {
        var store = new RunStore(shell);
        if (database is not null && File.Exists(shell.Resolve(database)))
        {
            // Of the runs that were begun anew in the file, the last is served.
            var stored = store.AllOf(database).Select(each => each.Run).OrderBy(run => run.Id.Length).ThenBy(run => run.Id, StringComparer.Ordinal).LastOrDefault()
                ?? store.Find(database);
            var listing = stored.List();
            if (listing.State is RunState.Running)
            {
                throw new UsageException($"Run '{stored.Id}' is being written by another process.", ExitCode.InUse);
            }

            var first = stored.ReadFirst();
            if (EventCatalogue.Standard.Read(first) is not RunStarted { IsServed: true } started)
            {
                throw new UsageException($"Run '{stored.Id}' in {database} is that of a scenario, not of a server; give --db another file.");
            }

            if ((scenario is not null && !JToken.DeepEquals(ReadScenario(scenario, shell).Canonical, started.Scenario.Whole)) || (seed ?? started.Seed) != started.Seed)
            {
                throw new UsageException($"{database} has a run of another scenario or seed; leave --scenario and --seed out to take it up, or give --db another file.");
            }

            var name = listing.Summary.ScenarioName ?? "server";
            return new Beginning(ScenarioFiles.Of(started, name), started.Seed, stored, stored.Entries(), () => store.CreateIn(database, name));
        }

        var file = scenario is not null ? ReadScenario(scenario, shell)
            : ScenarioFile.Parse(Empty.Replace("START", NowText(), StringComparison.Ordinal), "server.json", RegionData.Load().Regions);
        Func<StoredRun?> create = memory ? () => null : database is not null ? () => store.CreateIn(database, file.Name) : () => store.Create(file.Name);
        return new Beginning(file, seed ?? file.Scenario.Seed, create(), null, create);
    }

    private static ScenarioFile ReadScenario(string path, Shell shell) => Directory.Exists(shell.Resolve(path))
        ? throw new UsageException($"{path} is a directory; --scenario takes one file.")
        : ScenarioFiles.Read([path], shell)[0].File;

    private static void Greet(Shell shell, ApiServer server, DnsServer dns, ServedRun served, Beginning start)
    {
        var page = shell.OutputPage;
        page.Line(new Piece($"{server.Address}", Ink.Strong), $" answers for AWS, pace {Pace.Show(served.Pace.Factor)}, virtual time {served.Live.Now.ToString()[..19]}Z. Ctrl-C ends it.");
        page.Line($"Names are resolved at @127.0.0.1 -p {dns.Port}; `plsim resolvers {server.Address.Port}` says where private ones are, for each VPC.");
        page.Line(new Piece(start.Stored is null ? "kept in memory only" : $"run {new RunStore(shell).NameOf(start.Stored)}", Ink.Faint));
        shell.Output.Flush();
    }

    // The only look at the machine's clock: a server without a scenario begins now. The log has it from then on.
    private static string NowText() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
