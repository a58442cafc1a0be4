using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that policies can be read. What they allow is for the run to find out.</summary>
internal sealed class PolicyChecks(ScenarioErrors errors)
{
    /// <summary>Policies by name.</summary>
    public void All(string path, ImmutableSortedDictionary<string, JObject> policies)
    {
        foreach (var (name, policy) in policies)
        {
            One(ScenarioPath.Member(path, name), policy);
        }
    }

    /// <summary>A policy, as IAM JSON.</summary>
    public void One(string path, JObject policy)
    {
        if (CanBeLogged(path, policy) && !PolicyDocument.TryParse(CanonicalJson.Text(policy), out _, out var error))
        {
            errors.Add(path, error);
        }
    }

    /// <summary>The trust policy of a role, as IAM JSON.</summary>
    public void Trust(string path, JObject policy)
    {
        if (CanBeLogged(path, policy) && TrustPolicy.Complaint(CanonicalJson.Text(policy)) is { } error)
        {
            errors.Add(path, error);
        }
    }

    /// <summary>Free JSON of which a step expects that it is refused as a policy: the log must be able to hold it.</summary>
    public bool CanBeLogged(string path, JToken? document)
    {
        switch (document)
        {
            case JObject members:
                return members.Properties().Aggregate(true, (right, member) => CanBeLogged(ScenarioPath.Member(path, member.Name), member.Value) && right);
            case JArray items:
                return items.Select((item, index) => (item, index))
                    .Aggregate(true, (right, each) => CanBeLogged(ScenarioPath.Item(path, each.index), each.item) && right);
            case JValue { Type: JTokenType.Null }:
                errors.Add(path, "null says nothing; leave the member out");
                return false;
            case JValue { Type: JTokenType.Float } or JValue { Value: System.Numerics.BigInteger }
                or JValue { Value: > CanonicalJsonWriter.LargestInteger or < -CanonicalJsonWriter.LargestInteger }:
                errors.Add(path, $"{document} is no number that a log can hold; write it as a text");
                return false;
            default:
                return true;
        }
    }
}
