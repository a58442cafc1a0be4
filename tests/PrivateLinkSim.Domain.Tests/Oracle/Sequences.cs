using CsCheck;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Random sequences of commands, drawn without a look at what they have led to.</summary>
internal static class Sequences
{
    public const int Length = 50;
    private const int Lots = 40;
    private const int Sides = 10_000;

    private static readonly int[] Waits = [0, 30, 60, 60, 60, 300, 8 * 24 * 3600];
    private static readonly int[] IdleTimeouts = [350, 400, 30, 350, 6001];

    private static readonly (int Weight, Func<Tape, Op> Draw)[] Kinds =
    [
        (2, tape => new Op.EnableRegion(tape.Below(3), tape.Of(Stage.Milan, Stage.Milan, Stage.Milan, Stage.Virginia))),
        (1, tape => new Op.DisableRegion(tape.Below(3), tape.Of(Stage.Milan, Stage.Milan, Stage.Milan, Stage.Ireland))),
        (5, CreateService),
        (14, ModifyService),
        (9, Permit),
        (3, tape => new Op.StartVerification(tape.Who(), tape.Service())),
        (4, tape => new Op.PublishTxt(tape.Service(), tape.Of(0, 0, 1, 2, 3))),
        (1, tape => new Op.WithdrawTxt(tape.Service(), tape.Of(0, 0, 1, 2))),
        (1, tape => new Op.SetPayer(tape.Who(), tape.Service(), !tape.OneIn(3))),
        (6, tape => new Op.Accept(tape.Who(), tape.Service(), tape.Endpoint())),
        (4, tape => new Op.Reject(tape.Who(), tape.Service(), tape.Endpoint())),
        (1, tape => new Op.DeleteService(tape.Who(), tape.Service())),
        (32, CreateEndpoint),
        (20, ModifyEndpoint),
        (4, tape => new Op.DeleteEndpoint(tape.Who(), tape.Endpoint())),
        (1, tape => new Op.DeleteBalancer(tape.Who(), tape.Balancer())),
        (2, tape => new Op.SetBalancerType(tape.Who(), tape.Balancer(), tape.Type())),
        (3, tape => new Op.SetBalancerSubnets(tape.Who(), tape.Balancer(), tape.Of(tape.SubnetsOf(tape.Of(0, 0, 0, 1), 1, 3), [0, 1], [0, 1, 3]))),
        (2, tape => new Op.CreateListener(tape.Who(), tape.Balancer(), tape.Of(ListenerProtocol.Tcp, ListenerProtocol.Tcp, ListenerProtocol.Tls), 80 + tape.Below(3))),
        (4, tape => new Op.SetIdleTimeout(tape.Who(), tape.Below(8), tape.Of(IdleTimeouts))),
        (1, tape => new Op.DeleteListener(tape.Who(), tape.Below(8))),
        (3, tape => new Op.CreateGroup(tape.Who(), tape.Vpc())),
        (2, tape => new Op.DeleteGroup(tape.Who(), tape.Group())),
        (1, tape => new Op.DeleteSubnet(tape.Who(), tape.Subnet())),
        (1, tape => new Op.DeleteVpc(tape.Who(), tape.Vpc())),
        (2, tape => new Op.SetDnsAttributes(tape.Who(), tape.Vpc(), tape.Maybe(), tape.Maybe())),
        (1, tape => new Op.TagService(tape.Who(), tape.Service(), tape.Below(2))),
        (1, tape => new Op.TagEndpoint(tape.Who(), tape.Endpoint(), tape.Below(2))),
        (16, tape => new Op.Advance(tape.Of(Waits))),
    ];

    /// <summary>
    /// How a sequence mostly begins, so that what follows has something to meet: services, who may use them, a verified
    /// name. One command in eight is another all the same.
    /// </summary>
    private static readonly Func<Tape, Op>[] Openings =
    [
        tape => Found(tape, tape.Home == Stage.Ireland ? 2 : tape.Of(0, 0, 0, 5)),
        tape => new Op.Permissions(tape.Who(), 0, tape.OneIn(2) ? [0] : tape.Some(Principal, 1, 2), []),
        tape => new Op.PublishTxt(0, tape.Of(0, 0, 1, 2)),
        tape => tape.OneIn(3) ? new Op.SetIdleTimeout(tape.Who(), 4, 350) : new Op.StartVerification(tape.Who(), 0),
        tape => tape.OneIn(3) ? new Op.EnableRegion(tape.Below(2), Stage.Milan) : new Op.StartVerification(tape.Who(), 0),
        tape => new Op.Advance(tape.Of(300, 300, 60)),
        tape => Found(tape, tape.Of(1, 3, 5, 5)),
        tape => new Op.Permissions(tape.Who(), tape.Of(0, 1, 1), tape.Some(Principal, 1, 2), []),
        ModifyService,
        CreateEndpoint,
        CreateEndpoint,
        CreateEndpoint,
    ];

    private static readonly Gen<Op[]> All = Gen.Int[0, Sides - 1].Array[Lots * (Length + 1)].Select(Draw);

    /// <summary>The sequence of a seed and a number.</summary>
    public static Op[] Of(ulong seed, int number) => All.Generate(new PCG((uint)number, seed), null, out _);

    /// <summary>Settings that bear on yes and no, drawn for a number.</summary>
    public static Settings SettingsOf(ulong seed, int number)
    {
        var tape = new Tape(Gen.Int[0, Sides - 1].Array[Lots].Generate(new PCG((uint)number, ~seed), null, out _), 0, 0);
        return new Settings
        {
            OwnerNeedsPermission = tape.OneIn(2),
            AcceptAfterRegionRemoval = tape.OneIn(2),
            ModifyAfterRegionRemoval = tape.OneIn(2),
            PendingEndpointHasInterfaces = tape.OneIn(2),
            RejectedEndpointKeepsInterfaces = tape.OneIn(2),
            PrivateDnsEnabledByDefault = tape.OneIn(2),
            RemovedPrivateDnsNameStaysWithEndpoints = tape.OneIn(2),
            RegionalNameFailsOpen = tape.OneIn(2),
            MinimumProviderZonesForCrossRegion = 1 + tape.Below(2),
            IdleTimeoutAfterCrossRegion = tape.Of(LateBar.Refuse, LateBar.Break, LateBar.Ignore),
            Ipv4LoadBalancerAfterIpv6 = tape.Of(LateBar.Refuse, LateBar.Break, LateBar.Ignore),
            Ipv6OnlyServiceTakesIpv4 = tape.OneIn(2),
            ServiceDefinedDnsOnSingleStack = tape.OneIn(2),
            RejectedConnectionMayBeAccepted = tape.OneIn(2),
            AcceptanceOffAcceptsPending = tape.OneIn(2),
            PrincipalChangesAreIdempotent = tape.OneIn(2),
            LastSecurityGroupMayGo = tape.OneIn(2),
            EndpointsPerVpc = tape.Of(2, 3, 50),
            SecurityGroupsPerInterface = tape.Of(1, 2, 5),
        };
    }

    private static Op[] Draw(int[] lots)
    {
        var theme = new Tape(lots[..Lots], 0, 0);
        var (vpc, home) = (theme.Of(2, 2, 2, 5, 5, 3, 4, 0, 1), theme.Of(Stage.Virginia, Stage.Virginia, Stage.Virginia, Stage.Ireland));
        return [.. Enumerable.Range(1, Length).Select(at => Draw(new Tape(lots[(at * Lots)..((at + 1) * Lots)], vpc, home), at - 1))];
    }

    private static Op Draw(Tape tape, int at) => at < Openings.Length && !tape.OneIn(8) ? Openings[at](tape) : Draw(tape, Kinds);

    private static Op Draw(Tape tape, (int Weight, Func<Tape, Op> Draw)[] kinds)
    {
        var ticket = tape.Below(kinds.Sum(kind => kind.Weight));
        foreach (var (weight, draw) in kinds)
        {
            if ((ticket -= weight) < 0)
            {
                return draw(tape);
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    /// <summary>A service that mostly can be.</summary>
    private static Op.CreateService Found(Tape tape, int balancer)
    {
        var region = balancer == 2 ? Stage.Ireland : Stage.Virginia;
        return new Op.CreateService(
            new Who(Stage.Provider, region),
            [balancer],
            tape.OneIn(3),
            tape.OneIn(3) ? [] : [1 - region],
            balancer == 1 || tape.OneIn(3) ? [] : [IpAddressType.Ipv4, IpAddressType.Ipv6],
            tape.OneIn(3) ? null : tape.Below(3));
    }

    private static Op CreateService(Tape tape)
    {
        var careful = !tape.OneIn(4);
        var balancers = tape.OneIn(40) ? [] : careful ? [tape.Home == Stage.Ireland ? 2 : tape.Of(0, 0, 5, 1, 3)] : tape.Some(each => each.Balancer(), 1, 2);
        var home = balancers is [2] ? Stage.Ireland : Stage.Virginia;
        return new Op.CreateService(
            new Who(tape.OneIn(40) ? Stage.FirstConsumer : Stage.Provider, careful ? home : tape.Of(-1, Stage.Virginia, Stage.Ireland, Stage.Milan)),
            balancers,
            tape.OneIn(3),
            tape.OneIn(2) ? [] : careful ? [tape.Of(Stage.Ireland, Stage.Virginia)] : tape.Some(each => each.Region(), 1, 2),
            tape.OneIn(2) ? [IpAddressType.Ipv4, IpAddressType.Ipv6] : Types(tape),
            tape.OneIn(2) ? tape.Name() : null);
    }

    private static Op ModifyService(Tape tape)
    {
        var kind = tape.Below(12);
        var add = kind is 0 or 1 or 2 ? tape.Some(each => each.Region(), 1, 2) : [];
        var addBalancers = kind is 3 ? tape.Some(each => each.Balancer(), 1, 2) : [];
        var addTypes = kind is 5 ? Types(tape) : [];
        var name = kind is 7 ? tape.Name() : (int?)null;
        return new Op.ModifyService(
            tape.Who(),
            tape.Service(),
            add,
            kind is 8 or 9 or 2 ? [.. tape.Some(each => each.Region(), 1, 2).Except(add)] : [],
            kind is 10 ? tape.Maybe() : null,
            addBalancers,
            kind is 4 || (kind is 3 && tape.OneIn(3)) ? [.. tape.Some(each => each.Balancer(), 1, 2).Except(addBalancers)] : [],
            addTypes,
            kind is 6 ? Types(tape) : [],
            name,
            kind is 4 && tape.OneIn(3));
    }

    private static Op CreateEndpoint(Tape tape)
    {
        var vpc = tape.Vpc();
        var subnets = tape.OneIn(15) ? [] : tape.OneIn(2) ? tape.FrontSubnetsOf(vpc) : tape.SubnetsOf(vpc, 1, tape.Of(1, 1, 2, 3));
        var careful = !tape.OneIn(4);
        var region = vpc < Stage.Vpcs.Length ? Stage.Vpcs[vpc].Region : 0;
        var serviceRegion = region == tape.Home ? tape.Of<int?>(null, null, tape.Home) : tape.Home;
        return new Op.CreateEndpoint(
            new Who(tape.OneIn(40) ? tape.Below(3) : -1, tape.OneIn(40) ? tape.Below(4) : -1),
            tape.Of(0, 0, 1, 2, 3),
            vpc,
            tape.Service(),
            careful ? serviceRegion : tape.Below(4),
            subnets,
            careful ? Fitting(subnets, tape) : tape.Type(),
            careful || tape.OneIn(2) ? null : tape.Of(DnsRecordIpType.Ipv4, DnsRecordIpType.Ipv6, DnsRecordIpType.Dualstack, DnsRecordIpType.ServiceDefined),
            tape.OneIn(3) ? tape.Maybe() : null,
            tape.OneIn(7) ? tape.Some(each => each.Group(), 1, 2) : [],
            tape.OneIn(6) ? tape.Choose(tape.OneIn(4) || subnets.Length == 0 ? tape.Subnet() : subnets[0]) : null,
            careful ? -1 : tape.Of(-1, -1, 0, 1));
    }

    /// <summary>A type that goes with the first of the subnets.</summary>
    private static IpAddressType? Fitting(int[] subnets, Tape tape)
    {
        var all = Stage.Vpcs.SelectMany(vpc => vpc.Subnets).ToArray();
        return (subnets.Length == 0 || subnets[0] >= all.Length ? SubnetKind.Dualstack : all[subnets[0]].Kind) switch
        {
            SubnetKind.Ipv4Only => tape.Of<IpAddressType?>(null, IpAddressType.Ipv4),
            SubnetKind.Ipv6Only => IpAddressType.Ipv6,
            _ => tape.Of<IpAddressType?>(null, IpAddressType.Ipv4, IpAddressType.Dualstack),
        };
    }

    private static Op ModifyEndpoint(Tape tape)
    {
        var kind = tape.Below(8);
        var add = kind is 0 or 1 ? tape.SubnetsOf(tape.Vpc(), 1, 1) : [];
        var addGroups = kind == 2 ? tape.Some(each => each.Group(), 1, 2) : [];
        return new Op.ModifyEndpoint(
            tape.Who(),
            tape.Endpoint(),
            add,
            kind is 1 or 3 ? [.. tape.SubnetsOf(tape.Vpc(), 1, 2).Except(add)] : [],
            kind == 4 ? tape.Type() : null,
            kind == 5 || (kind == 4 && tape.OneIn(2)) ? tape.Of(DnsRecordIpType.Ipv4, DnsRecordIpType.Ipv6, DnsRecordIpType.Dualstack, DnsRecordIpType.ServiceDefined) : null,
            kind == 6 ? tape.Maybe() : null,
            addGroups,
            kind == 2 && tape.OneIn(2) ? [.. tape.Some(each => each.Group(), 1, 2).Except(addGroups)] : [],
            kind == 7 ? tape.Choose(tape.SubnetsOf(tape.Vpc(), 1, 1)[0]) : kind == 0 && tape.OneIn(3) ? tape.Choose(tape.OneIn(2) ? add[0] : tape.Subnet()) : null);
    }

    private static Op Permit(Tape tape)
    {
        var add = tape.OneIn(5) ? [] : tape.Some(Principal, 1, 2);
        return new Op.Permissions(tape.Who(), tape.Service(), add, tape.OneIn(4) ? [.. tape.Some(Principal, 1, 2).Except(add)] : []);
    }

    private static int Principal(Tape tape) => tape.OneIn(12) ? 6 + tape.Below(3) : tape.Of(0, 0, 0, 1, 1, 2, 3, 4, 5);

    private static IpAddressType[] Types(Tape tape) => tape.Below(10) switch
    {
        < 4 => [],
        4 => [IpAddressType.Ipv4],
        5 => [IpAddressType.Ipv6],
        6 when tape.OneIn(4) => [IpAddressType.Dualstack],
        _ => [IpAddressType.Ipv4, IpAddressType.Ipv6],
    };

    /// <summary>Lots, used up one after the other.</summary>
    private sealed class Tape(int[] lots, int vpc, int home)
    {
        /// <summary>The Region where the sequence's services mostly are.</summary>
        public int Home => home;

        private int _next;

        public int Below(int limit) => (int)((long)lots[_next++ % lots.Length] * limit / Sides);

        public bool OneIn(int count) => Below(count) == 0;

        public T Of<T>(params T[] all) => all[Below(all.Length)];

        public bool? Maybe() => Of<bool?>(true, true, false);

        public T[] Some<T>(Func<Tape, T> draw, int least, int most) =>
            [.. Enumerable.Range(0, least + Below(most - least + 1)).Select(_ => draw(this)).Distinct()];

        public Who Who() => OneIn(40) ? new Who(Below(3), -1) : OneIn(50) ? new Who(-1, Below(2)) : new Who(-1, -1);

        public int Service() => OneIn(40) ? 99 : Of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2);

        public int Endpoint() => OneIn(30) ? 99 : Of(0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6);

        public int Balancer() => OneIn(60) ? 99 : OneIn(60) ? 98 : OneIn(3) ? 0 : Below(Stage.Balancers.Length);

        public int Region() => OneIn(15) ? 3 : Of(0, 1, 1, 2);

        public int Name() => OneIn(8) ? 3 + Below(3) : Below(3);

        public int Vpc() => OneIn(60) ? 99 : OneIn(3) ? Below(Stage.Vpcs.Length) : vpc;

        public int Group() => OneIn(20) ? 99 : Of(vpc, vpc, vpc, vpc, 6, 7, Below(10));

        public int Subnet() => OneIn(30) ? 99 : Below(Stage.Vpcs.Sum(vpc => vpc.Subnets.Length));

        public IpAddressType Type() => Of(IpAddressType.Ipv4, IpAddressType.Dualstack, IpAddressType.Dualstack, IpAddressType.Ipv6);

        public Choice Choose(int subnet)
        {
            var ipv4 = Of(0, 1, 1, 2, 2, 3, 4);
            return new Choice(subnet, ipv4, ipv4 == 0 || OneIn(3) ? Of(1, 1, 2, 4) : 0);
        }

        /// <summary>Subnets in the first two zones of a VPC's Region.</summary>
        public int[] FrontSubnetsOf(int place)
        {
            if (place >= Stage.Vpcs.Length)
            {
                return [];
            }

            var first = Stage.Vpcs.Take(place).Sum(each => each.Subnets.Length);
            int[] front =
            [
                .. Stage.Vpcs[place].Subnets.Select((subnet, index) => (subnet.Zone, Index: first + index))
                    .Where(each => each.Zone[^1] is '1' or '2').Select(each => each.Index),
            ];
            return OneIn(2) ? [Of(front)] : Some(_ => Of(front), 1, 2);
        }

        public int[] SubnetsOf(int place, int least, int most)
        {
            if (place >= Stage.Vpcs.Length || OneIn(30))
            {
                return Some(each => each.Subnet(), least, most);
            }

            var first = Stage.Vpcs.Take(place).Sum(each => each.Subnets.Length);
            return Some(each => first + each.Below(Stage.Vpcs[place].Subnets.Length), least, most);
        }
    }
}
