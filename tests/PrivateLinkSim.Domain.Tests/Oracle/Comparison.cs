using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Where simulator and oracle part: after which command, and what each says.</summary>
internal sealed record Disagreement(Op[] Sequence, int At, string Oracle, string Simulator)
{
    /// <summary>What kind it is: the command and what differs, without the names in it.</summary>
    public string Kind => $"{Sequence[At].GetType().Name}: oracle {(Oracle.StartsWith("no by", StringComparison.Ordinal) ? "no" : Short(Oracle))}, simulator {Short(Simulator)}";

    private static string Short(string text) => text.IndexOf(text.Contains(": ", StringComparison.Ordinal) && !text.StartsWith("no", StringComparison.Ordinal) ? ": " : " — ", StringComparison.Ordinal) is var end and >= 0 ? text[..end] : text;
}

/// <summary>Plays a sequence twice, to the simulator and to the oracle, and compares after each command.</summary>
internal static class Comparison
{
    /// <summary>The first disagreement, or null.</summary>
    public static Disagreement? Of(Op[] sequence, Settings settings, Tally? tally = null)
    {
        var theater = new Theater(settings);
        var oracle = new NaiveOracle(settings);
        for (var at = 0; at < sequence.Length; at++)
        {
            var broken = oracle.Judge(sequence[at]);
            tally?.Count(sequence[at], broken);
            var expected = broken.Count == 0 ? "yes" : $"no by {string.Join(", ", broken)}";
            string actual;
            try
            {
                actual = theater.Play(sequence[at]) switch
                {
                    Outcome.Refused refused when broken.Contains(refused.Rejection.Rule) => expected,
                    Outcome.Refused refused => $"no by {refused.Rejection.Rule} — {refused.Rejection.Code}: {refused.Rejection.Message}",
                    _ => "yes",
                };
            }
            catch (Exception bug)
            {
                actual = $"breaks with {bug.GetType().Name} — {bug.Message.ReplaceLineEndings(" ")}";
            }

            if (expected != actual)
            {
                return new Disagreement(sequence, at, expected, actual);
            }

            if (Look(oracle, theater).FirstOrDefault(pair => pair.Oracle != pair.Simulator) is { } seen)
            {
                return new Disagreement(sequence, at, $"{seen.What}: {seen.Oracle}", $"{seen.What}: {seen.Simulator}");
            }
        }

        return null;
    }

    /// <summary>The same disagreement in as few commands as can be: none of them can be left out.</summary>
    public static Disagreement Least(Disagreement found, Settings settings)
    {
        var least = found with { Sequence = found.Sequence[..(found.At + 1)] };
        for (var at = least.Sequence.Length - 1; at >= 0; at = Math.Min(at - 1, least.Sequence.Length - 1))
        {
            if (Of([.. least.Sequence[..at], .. least.Sequence[(at + 1)..]], settings) is { } smaller && smaller.Kind == found.Kind)
            {
                least = smaller with { Sequence = smaller.Sequence[..(smaller.At + 1)] };
                at = least.Sequence.Length;
            }
        }

        return least;
    }

    /// <summary>What can be asked of both.</summary>
    private static IEnumerable<Sight> Look(NaiveOracle oracle, Theater theater)
    {
        for (var account = 0; account < Stage.Accounts.Length; account++)
        {
            yield return new Sight("opt-in", oracle.OptInOf(account).ToString(), theater.OptInOf(account).ToString());
        }

        for (var index = 0; index < oracle.Services.Count; index++)
        {
            var (expected, actual) = (oracle.Services[index], theater.World.State(theater.Services[index]));
            yield return new Sight("service exists", Text(expected.Exists), Text(actual.Exists));
            if (expected.Exists)
            {
                yield return new Sight(
                    "supported Regions",
                    string.Join(' ', expected.Supported.Select(region => Stage.Regions[region]).Order(StringComparer.Ordinal)),
                    string.Join(' ', actual.SupportedRegions.Where(each => each.Value.Status == SupportedRegionStatus.Available).Select(each => each.Key)));
                yield return new Sight("zones", string.Join(' ', expected.Zones), string.Join(' ', actual.Zones.Keys));
                yield return new Sight("types", $"{Text(expected.Ipv4)} {Text(expected.Ipv6)}", Types(actual.SupportedIpAddressTypes));
                yield return new Sight(
                    "private DNS name",
                    expected.Name is { } name ? $"{Stage.PrivateNames[name]} {expected.NameState}" : "none",
                    actual.PrivateDnsName is { } dns ? $"{dns.PrivateDnsName} {dns.State}" : "none");
            }
        }

        for (var index = 0; index < oracle.Endpoints.Count; index++)
        {
            foreach (var sight in Look(oracle, oracle.Endpoints[index], theater, theater.Endpoints[index]))
            {
                yield return sight;
            }
        }
    }

    private static IEnumerable<Sight> Look(NaiveOracle oracle, EndpointThing expected, Theater theater, string id)
    {
        var actual = theater.World.Endpoint(id);
        yield return new Sight("status", expected.Status.ToString(), actual.Status.ToString());
        yield return new Sight("regional name", oracle.Regional(expected), theater.Answer(DnsNames.Regional(id, actual)));
        if (expected.Gone)
        {
            yield break;
        }

        yield return new Sight(
            "IP address type", $"{expected.Type}/{expected.Records}", $"{actual.IpAddressType}/{actual.DnsRecordIpType}");
        yield return new Sight("private name", expected.Name is { } name ? Stage.PrivateNames[name] : "none", actual.PrivateDnsName ?? "none");
        if (expected.Name is { } privateName)
        {
            var asked = Stage.PrivateNames[privateName].Replace("*", "any", StringComparison.Ordinal);
            yield return new Sight("private name's answer", oracle.Private(expected), theater.Answer(asked, actual.VpcId));
            yield return new Sight("private name outside", "NXDOMAIN", theater.Answer(asked));
        }

        foreach (var subnet in expected.Subnets)
        {
            var zone = Stage.Regions[expected.Vpc.Region] + (char)('a' + subnet.Zone[^1] - '1');
            yield return new Sight("zonal name", oracle.Zonal(expected, subnet), theater.Answer(DnsNames.Zonal(id, actual, zone)));
        }
    }

    private static string Types(ImmutableArray<IpAddressType> types) =>
        $"{Text(types.Contains(IpAddressType.Ipv4))} {Text(types.Contains(IpAddressType.Ipv6))}";

    private static string Text(bool value) => value ? "yes" : "no";

    private sealed record Sight(string What, string Oracle, string Simulator);
}
