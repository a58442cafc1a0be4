using CsCheck;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Random sequences of commands, drawn without a look at what they have led to.</summary>
internal static class Sequences
{
    public const int Length = 50;
    private const int Lots = 40;
    private const int Sides = 10_000;

    private static readonly int[] Waits = [0, 30, 60, 300, 8 * 24 * 3600];
    private static readonly int[] IdleTimeouts = [350, 400, 30, 350, 6001];

    private static readonly (int Weight, Func<Tape, Op> Draw)[] Kinds =
    [
        (3, tape => new Op.EnableRegion(tape.Below(3), tape.Of(Stage.Milan, Stage.Milan, Stage.Milan, Stage.Virginia))),
        (3, tape => new Op.DisableRegion(tape.Below(3), tape.Of(Stage.Milan, Stage.Milan, Stage.Milan, Stage.Ireland))),
        (12, CreateService),
        (14, ModifyService),
        (9, tape => new Op.Permissions(tape.Who(), tape.Service(), tape.Some(Principal, 1, 2), tape.OneIn(3) ? tape.Some(Principal, 1, 2) : [])),
        (3, tape => new Op.StartVerification(tape.Who(), tape.Service())),
        (4, tape => new Op.PublishTxt(tape.Service(), tape.Of(0, 0, 1, 2, 3))),
        (1, tape => new Op.WithdrawTxt(tape.Service(), tape.Of(0, 0, 1, 2))),
        (1, tape => new Op.SetPayer(tape.Who(), tape.Service(), !tape.OneIn(3))),
        (6, tape => new Op.Accept(tape.Who(), tape.Service(), tape.Endpoint())),
        (4, tape => new Op.Reject(tape.Who(), tape.Service(), tape.Endpoint())),
        (3, tape => new Op.DeleteService(tape.Who(), tape.Service())),
        (32, CreateEndpoint),
        (14, ModifyEndpoint),
        (4, tape => new Op.DeleteEndpoint(tape.Who(), tape.Endpoint())),
        (2, tape => new Op.DeleteBalancer(tape.Who(), tape.Balancer())),
        (3, tape => new Op.SetBalancerType(tape.Who(), tape.Balancer(), tape.Type())),
        (3, tape => new Op.SetBalancerSubnets(tape.Who(), tape.Balancer(), tape.SubnetsOf(tape.Of(0, 0, 0, 1), 1, 3))),
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

    private static readonly int Weights = Kinds.Sum(kind => kind.Weight);

    private static readonly Gen<Op[]> All = Gen.Int[0, Sides - 1].Array[Lots].Select(lots => Draw(new Tape(lots))).Array[Length];

    /// <summary>The sequence of a seed and a number.</summary>
    public static Op[] Of(ulong seed, int number) => All.Generate(new PCG((uint)number, seed), null, out _);

    private static Op Draw(Tape tape)
    {
        var ticket = tape.Below(Weights);
        foreach (var (weight, draw) in Kinds)
        {
            if ((ticket -= weight) < 0)
            {
                return draw(tape);
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    private static Op CreateService(Tape tape)
    {
        var region = tape.Of(-1, Stage.Virginia, Stage.Virginia, Stage.Ireland, Stage.Milan);
        return new Op.CreateService(
            new Who(tape.OneIn(20) ? Stage.FirstConsumer : Stage.Provider, region),
            tape.OneIn(25) ? [] : tape.Some(each => each.Balancer(), 1, 2),
            tape.OneIn(3),
            tape.OneIn(2) ? [] : tape.Some(each => each.Region(), 1, 2),
            Types(tape),
            tape.OneIn(3) ? tape.Name() : null);
    }

    private static Op ModifyService(Tape tape)
    {
        var add = tape.OneIn(3) ? tape.Some(each => each.Region(), 1, 2) : [];
        var addBalancers = tape.OneIn(6) ? tape.Some(each => each.Balancer(), 1, 2) : [];
        var addTypes = tape.OneIn(5) ? Types(tape) : [];
        var name = tape.OneIn(6) ? tape.Name() : (int?)null;
        return new Op.ModifyService(
            tape.Who(),
            tape.Service(),
            add,
            tape.OneIn(4) ? [.. tape.Some(each => each.Region(), 1, 2).Except(add)] : [],
            tape.OneIn(6) ? tape.Maybe() : null,
            addBalancers,
            tape.OneIn(8) ? [.. tape.Some(each => each.Balancer(), 1, 2).Except(addBalancers)] : [],
            addTypes,
            tape.OneIn(8) ? [.. Types(tape).Except(addTypes)] : [],
            name,
            name is null && tape.OneIn(12));
    }

    private static Op CreateEndpoint(Tape tape)
    {
        var vpc = tape.Vpc();
        var subnets = tape.OneIn(12) ? [] : tape.SubnetsOf(vpc, 1, tape.Of(1, 2, 3));
        return new Op.CreateEndpoint(
            new Who(tape.OneIn(20) ? tape.Below(3) : -1, tape.OneIn(20) ? tape.Below(4) : -1),
            tape.Below(4),
            vpc,
            tape.Service(),
            tape.Of<int?>(null, null, Stage.Virginia, Stage.Virginia, Stage.Ireland, tape.Below(4)),
            subnets,
            tape.OneIn(2) ? null : tape.Type(),
            tape.OneIn(2) ? null : tape.Of(DnsRecordIpType.Ipv4, DnsRecordIpType.Ipv6, DnsRecordIpType.Dualstack, DnsRecordIpType.ServiceDefined),
            tape.OneIn(3) ? tape.Maybe() : null,
            tape.OneIn(5) ? tape.Some(each => each.Group(), 1, 3) : [],
            tape.OneIn(6) ? tape.Choose(tape.OneIn(4) || subnets.Length == 0 ? tape.Subnet() : subnets[0]) : null,
            tape.Of(-1, -1, -1, -1, -1, 0, 1));
    }

    private static Op ModifyEndpoint(Tape tape)
    {
        var kind = tape.Below(7);
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
            kind == 0 && tape.OneIn(3) ? tape.Choose(tape.OneIn(2) ? add[0] : tape.Subnet()) : null);
    }

    private static int Principal(Tape tape) => tape.OneIn(12) ? 6 + tape.Below(3) : tape.Of(0, 0, 1, 2, 3, 4, 5);

    private static IpAddressType[] Types(Tape tape) => tape.Below(10) switch
    {
        < 4 => [],
        4 => [IpAddressType.Ipv4],
        5 => [IpAddressType.Ipv6],
        6 when tape.OneIn(4) => [IpAddressType.Dualstack],
        _ => [IpAddressType.Ipv4, IpAddressType.Ipv6],
    };

    /// <summary>Lots, used up one after the other.</summary>
    private sealed class Tape(int[] lots)
    {
        private int _next;

        public int Below(int limit) => (int)((long)lots[_next++ % lots.Length] * limit / Sides);

        public bool OneIn(int count) => Below(count) == 0;

        public T Of<T>(params T[] all) => all[Below(all.Length)];

        public bool? Maybe() => Of<bool?>(true, true, false);

        public T[] Some<T>(Func<Tape, T> draw, int least, int most) =>
            [.. Enumerable.Range(0, least + Below(most - least + 1)).Select(_ => draw(this)).Distinct()];

        public Who Who() => OneIn(25) ? new Who(Below(3), -1) : OneIn(30) ? new Who(-1, Below(2)) : new Who(-1, -1);

        public int Service() => OneIn(30) ? 99 : Of(0, 0, 0, 1, 1, 2, 3);

        public int Endpoint() => OneIn(30) ? 99 : Below(8);

        public int Balancer() => OneIn(40) ? 99 : OneIn(40) ? 98 : Below(Stage.Balancers.Length);

        public int Region() => OneIn(12) ? 3 : Below(3);

        public int Name() => OneIn(8) ? 3 + Below(3) : Below(3);

        public int Vpc() => OneIn(40) ? 99 : Below(Stage.Vpcs.Length);

        public int Group() => OneIn(20) ? 99 : Below(10);

        public int Subnet() => OneIn(30) ? 99 : Below(Stage.Vpcs.Sum(vpc => vpc.Subnets.Length));

        public IpAddressType Type() => Of(IpAddressType.Ipv4, IpAddressType.Dualstack, IpAddressType.Dualstack, IpAddressType.Ipv6);

        public Choice Choose(int subnet)
        {
            var ipv4 = Of(0, 1, 1, 2, 2, 3, 4);
            return new Choice(subnet, ipv4, ipv4 == 0 || OneIn(3) ? Of(1, 1, 2, 4) : 0);
        }

        public int[] SubnetsOf(int vpc, int least, int most)
        {
            if (vpc >= Stage.Vpcs.Length || OneIn(25))
            {
                return Some(each => each.Subnet(), least, most);
            }

            var first = Stage.Vpcs.Take(vpc).Sum(each => each.Subnets.Length);
            return Some(each => first + each.Below(Stage.Vpcs[vpc].Subnets.Length), least, most);
        }
    }
}
