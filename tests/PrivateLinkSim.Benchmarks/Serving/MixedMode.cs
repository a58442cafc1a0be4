using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace PrivateLinkSim.Benchmarks;

/// <summary>
/// A server under all that its users do at once, for as long as is asked: AWS's SDK as provider and as customer, questions to its resolver,
/// faults and repairs: <c>./run.sh bench mixed --minutes 60</c>. Then it is started again, and must come to the same digest.
/// </summary>
internal sealed partial class MixedMode : IDisposable
{
    private const int Customers = 4;
    private const int MostEndpoints = 60;
    private const int SamplesOfMemory = 12;
    private const double Mebi = 1024 * 1024;
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan BetweenFaults = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DnsPatience = TimeSpan.FromSeconds(5);

    // What AWS would answer here too: what is named has gone meanwhile, or is on its way to another state.
    private static readonly string[] Foreseen =
    [
        "DryRunOperation", "InvalidVpcEndpointId.NotFound", "InvalidVpcEndpoint.NotFound", "InvalidServiceName", "InvalidState", "InvalidParameter", "InvalidParameterValue", "IncorrectState",
        "InvalidInterfaceEndpoint", "InvalidVpcEndpointServiceId.NotFound", "InsufficientFreeAddressesInSubnet", "InvalidVpcEndpointState",
    ];

    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private ServedProcess _server = null!;

    public void Dispose() => _end.Dispose();

    /// <summary>Runs the load and tells what it met.</summary>
    public static async Task<int> RunAsync(TimeSpan time)
    {
        using var folder = new TemporaryFolder();
        using var mode = new MixedMode();
        return Programs.HasPlsim() ? await mode.RunAsync(folder, time) : Programs.CantMeasure;
    }

    private async Task<int> RunAsync(TemporaryFolder folder, TimeSpan time)
    {
        string[] arguments = ["--scenario", "load.json", "--db", "mixed.db", "--pace", "60x", "--dns-port", "0"];
        await File.WriteAllTextAsync(folder.File("load.json"), ServeMode.Scenario());
        string digest, events;
        using (_server = await ServedProcess.StartAsync(folder.FullName, arguments))
        {
            var places = await ServeMode.PlacesAsync(_server);
            var users = Enumerable.Range(0, Customers).Select(index => Task.Run(() => UseAsync(places, index)))
                .Append(Task.Run(() => ProvideAsync(places))).Append(Task.Run(AskAsync)).Append(Task.Run(BreakAsync)).ToArray();
            for (var sample = 1; sample <= SamplesOfMemory && !Array.Exists(users, user => user.IsFaulted); sample++)
            {
                await Task.WhenAny(Task.Delay(time / SamplesOfMemory), Task.WhenAll(users));
                Console.WriteLine(Say($"{time.TotalMinutes * sample / SamplesOfMemory,6:F1} min  {_server.WorkingSet / Mebi,6:N0} MiB  {_answers.Values.Sum(),9:N0} answers"));
            }

            await _end.CancelAsync();
            await Task.WhenAll(users);
            await _server.ControlAsync("POST", "/clock/pace", """{ "pace": "manual" }""");
            (digest, events) = DigestOf(await _server.ControlAsync("GET", "/digest"));
        }

        foreach (var (answer, count) in _answers.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(Say($"{count,10:N0}  {answer}"));
        }

        var begun = Stopwatch.GetTimestamp();
        using var again = await ServedProcess.StartAsync(folder.FullName, arguments[2..] is var rest ? [.. rest.Select(word => word == "60x" ? "manual" : word)] : []);
        var (after, eventsAfter) = DigestOf(await again.ControlAsync("GET", "/digest"));
        Console.WriteLine(Say($"started again from {events} recorded events in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s: {(digest == after ? "the same digest" : "ANOTHER DIGEST")} {after} ({eventsAfter} events)"));
        string[] unforeseen = [.. _answers.Keys.Where(answer => answer.Contains("refused", StringComparison.Ordinal) && !Foreseen.Contains(answer.Split(' ')[^1], StringComparer.Ordinal))];
        Console.WriteLine(unforeseen.Length == 0 ? "no answer that AWS would not give" : $"NOT FORESEEN: {string.Join(", ", unforeseen)}");
        return digest == after && unforeseen.Length == 0 ? 0 : 1;
    }

    // A customer makes endpoints, looks at them, changes them and lets them go.
    private async Task UseAsync(ServeMode.Places places, int index)
    {
        using var ec2 = Client("444455556666");
        var (random, own) = (new Random(index), new List<string>());
        while (!_end.IsCancellationRequested)
        {
            var place = places.Subnets[random.Next(places.Subnets.Length)];
            var some = own.Count > 0 ? own[random.Next(own.Count)] : "vpce-00000000000000000";
            await (random.Next(own.Count < MostEndpoints / Customers ? 9 : 12) switch
            {
                0 => CountAsync("CreateVpcEndpoint", async () =>
                {
                    var made = (await ec2.CreateVpcEndpointAsync(new CreateVpcEndpointRequest
                    {
                        VpcEndpointType = VpcEndpointType.Interface, ServiceName = places.Service, VpcId = place.Vpc, SubnetIds = [place.Subnet],
                        TagSpecifications = [new TagSpecification { ResourceType = ResourceType.VpcEndpoint, Tags = [new Tag("team", Say($"t{index}"))] }],
                    })).VpcEndpoint;
                    own.Add(made.VpcEndpointId);
                    _names[made.VpcEndpointId] = made.DnsEntries[0].DnsName;
                }),
                1 => CountAsync("CreateTags", () => ec2.CreateTagsAsync(new CreateTagsRequest([some], [new Tag("round", Say($"{random.Next(10)}"))]))),
                2 => CountAsync("ModifyVpcEndpoint", () => ec2.ModifyVpcEndpointAsync(new ModifyVpcEndpointRequest { VpcEndpointId = some, PrivateDnsEnabled = false })),
                3 => CountAsync("DescribeVpcEndpoints by filter", () => ec2.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { Filters = [new Filter("tag:team", [Say($"t{index}")])] })),
                4 => CountAsync("DescribeNetworkInterfaces", () => ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = [new Filter("vpc-id", [place.Vpc])] })),
                5 => CountAsync("CreateVpcEndpoint, dry run", () => ec2.CreateVpcEndpointAsync(new CreateVpcEndpointRequest
                {
                    VpcEndpointType = VpcEndpointType.Interface, ServiceName = places.Service, VpcId = place.Vpc, DryRun = true,
                })),
                < 9 => CountAsync("DescribeVpcEndpoints by id", () => ec2.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { VpcEndpointIds = [some] })),
                _ => CountAsync("DeleteVpcEndpoints", async () =>
                {
                    await ec2.DeleteVpcEndpointsAsync(new DeleteVpcEndpointsRequest { VpcEndpointIds = [some] });
                    own.Remove(some);
                    _names.TryRemove(some, out var _);
                }),
            });
            await Task.Delay(BetweenCalls);
        }
    }

    // The provider changes whom it lets in, and rejects and accepts.
    private async Task ProvideAsync(ServeMode.Places places)
    {
        using var ec2 = Client("111122223333");
        var (random, service) = (new Random(-1), places.Service.Split('.')[^1]);
        while (!_end.IsCancellationRequested)
        {
            string[] connected = [.. _names.Keys];
            var some = connected.Length > 0 ? connected[random.Next(connected.Length)] : "vpce-00000000000000000";
            await (random.Next(6) switch
            {
                0 => CountAsync("ModifyVpcEndpointServicePermissions", () => ec2.ModifyVpcEndpointServicePermissionsAsync(new ModifyVpcEndpointServicePermissionsRequest
                {
                    ServiceId = service, AddAllowedPrincipals = [Say($"arn:aws:iam::{444455550000 + random.Next(50)}:root")],
                })),
                1 => CountAsync("RejectVpcEndpointConnections", () => ec2.RejectVpcEndpointConnectionsAsync(new RejectVpcEndpointConnectionsRequest { ServiceId = service, VpcEndpointIds = [some] })),
                2 => CountAsync("AcceptVpcEndpointConnections", () => ec2.AcceptVpcEndpointConnectionsAsync(new AcceptVpcEndpointConnectionsRequest { ServiceId = service, VpcEndpointIds = [some] })),
                3 => CountAsync("DescribeVpcEndpointServiceConfigurations", () => ec2.DescribeVpcEndpointServiceConfigurationsAsync(new DescribeVpcEndpointServiceConfigurationsRequest())),
                _ => CountAsync("DescribeVpcEndpointConnections", () => ec2.DescribeVpcEndpointConnectionsAsync(new DescribeVpcEndpointConnectionsRequest())),
            });
            await Task.Delay(BetweenCalls);
        }
    }

    private async Task AskAsync()
    {
        using var socket = new UdpClient();
        socket.Connect("127.0.0.1", await DnsPortAsync());
        var (random, answer) = (new Random(-2), default(UdpReceiveResult));
        for (ushort id = 1; !_end.IsCancellationRequested; id++)
        {
            string[] names = [.. _names.Values, "nothing.example.com"];
            await socket.SendAsync(Question(id, names[random.Next(names.Length)]));
            using var patience = new CancellationTokenSource(DnsPatience);
            do
            {
                answer = await socket.ReceiveAsync(patience.Token);
            }
            while (answer.Buffer[0] != id >> 8 || answer.Buffer[1] != (id & 0xff));

            Count(Say($"DNS answer, rcode {answer.Buffer[3] & 0xf}, {(answer.Buffer[7] == 0 ? "no" : "some")} addresses"));
            await Task.Delay(BetweenCalls / 3);
        }
    }

    private async Task BreakAsync()
    {
        for (var round = 0; !_end.IsCancellationRequested; round++)
        {
            await CountAsync("fault", () => _server.ControlAsync("POST", "/faults", """{ "az-power-interruption": { "ZoneId": "use1-az1" } }"""));
            await Task.WhenAny(Task.Delay(BetweenFaults, _end.Token));
            await CountAsync("repair", () => _server.ControlAsync("POST", "/repairs", """{ "zoneId": "use1-az1" }"""));
            await Task.WhenAny(Task.Delay(BetweenFaults, _end.Token));
        }
    }

    private async Task<int> DnsPortAsync() =>
        int.Parse(Port().Match(await _server.ControlAsync("GET", "/resolvers")).Value, CultureInfo.InvariantCulture);

    private async Task CountAsync(string what, Func<Task> call)
    {
        try
        {
            await call();
            Count(what);
        }
        catch (AmazonEC2Exception refused)
        {
            Count($"{what} refused with {refused.ErrorCode}");
        }
    }

    private void Count(string what) => _answers.AddOrUpdate(what, 1, static (_, before) => before + 1);

    private AmazonEC2Client Client(string account) =>
        new(new BasicAWSCredentials(account, "any"), new AmazonEC2Config { ServiceURL = _server.Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    // A question for the address of a name (RFC 1035, 4.1).
    private static byte[] Question(ushort id, string name) =>
    [
        (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0,
        .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0, 0, 1, 0, 1,
    ];

    private static (string Digest, string Events) DigestOf(string answer) => (Digest().Match(answer).Value, Events().Match(answer).Value);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Digest();

    [GeneratedRegex("""(?<="events": ?)[0-9]+""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Events();

    [GeneratedRegex("""(?<="port": ?)[0-9]+""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Port();
}
