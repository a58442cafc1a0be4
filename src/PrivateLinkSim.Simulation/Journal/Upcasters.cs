using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Rewrites what the first release wrote into the forms of today. What did not exist then is what it then was: IPv4 alone,
/// no tags, no security groups, no private DNS name.
/// </summary>
internal static class Upcasters
{
    private const string Ipv4 = "ipv4";

    /// <summary>Only members that may be absent were added.</summary>
    public static JObject Same(JObject old) => old;

    /// <summary>A load balancer that is asked for stands by itself.</summary>
    public static JObject NewLoadBalancer(JObject old)
    {
        var wanted = Moved(old, "loadBalancer", "crossZone", "name", "subnetIds", "vpcId");
        wanted["ipAddressType"] = Ipv4;
        return old;
    }

    /// <summary>A service that is asked for stands by itself.</summary>
    public static JObject NewEndpointService(JObject old)
    {
        var wanted = Moved(old, "service", "acceptanceRequired", "networkLoadBalancerArns", "supportedRegions");
        wanted["supportedIpAddressTypes"] = new JArray();
        wanted["tags"] = new JObject();
        return old;
    }

    /// <summary>A change of a service stands by itself.</summary>
    public static JObject EndpointServiceChange(JObject old)
    {
        var change = Moved(old, "change", "acceptanceRequired", "addSupportedRegions", "removeSupportedRegions");
        change["addNetworkLoadBalancerArns"] = new JArray();
        change["addSupportedIpAddressTypes"] = new JArray();
        change["removeNetworkLoadBalancerArns"] = new JArray();
        change["removePrivateDnsName"] = false;
        change["removeSupportedIpAddressTypes"] = new JArray();
        return old;
    }

    /// <summary>An endpoint that is asked for stands by itself.</summary>
    public static JObject NewVpcEndpoint(JObject old)
    {
        var wanted = Moved(old, "endpoint", "serviceName", "serviceRegion", "subnetIds", "vpcId");
        wanted["securityGroupIds"] = new JArray();
        wanted["subnetConfigurations"] = new JArray();
        wanted["tags"] = new JObject();
        return old;
    }

    /// <summary>The place of a holder has addresses of two families, and security groups.</summary>
    public static JObject Holding(JObject old)
    {
        var holding = Moved(old, "holding", "addresses");
        holding["securityGroupIds"] = new JArray();
        AddressesAreIpv4(holding["addresses"]);
        return old;
    }

    /// <summary>The nodes of a load balancer have addresses of two families.</summary>
    public static JObject Nodes(JObject old)
    {
        AddressesAreIpv4(old["nodes"]);
        old["ipv6Ready"] = false;
        return old;
    }

    /// <summary>A load balancer tells its service more than its zones.</summary>
    public static JObject LoadBalancerFacts(JObject old)
    {
        var facts = Moved(old, "facts", "zones");
        facts["customIdleTimeout"] = false;
        facts["ipAddressType"] = Ipv4;
        facts["ipv6Ready"] = false;
        return old;
    }

    /// <summary>A connection has an IP address type.</summary>
    public static JObject Connection(JObject old)
    {
        old["ipAddressType"] = Ipv4;
        return old;
    }

    /// <summary>The interfaces of an endpoint have addresses of two families, and security groups.</summary>
    public static JObject Interfaces(JObject old)
    {
        AddressesAreIpv4(old["interfaces"]);
        old["securityGroupIds"] = new JArray();
        return old;
    }

    /// <summary>Two settings have other names, in the run and in its scenario.</summary>
    public static JObject Settings(JObject old)
    {
        Rename(old["settings"]);
        Rename(old["scenario"]?["settings"]);
        return old;
    }

    private static void Rename(JToken? settings)
    {
        if (settings is not JObject members)
        {
            return;
        }

        if (members.Remove("endpointNameSuffix", out var suffix))
        {
            members["dnsNameSuffix"] = suffix;
        }

        if (members.Remove("serviceHostnameExists", out var exists))
        {
            members["serviceHostnameAnswers"] = (bool)exists! ? "noData" : "nxDomain";
        }
    }

    private static void AddressesAreIpv4(JToken? items)
    {
        foreach (var item in items!.Cast<JObject>())
        {
            item.Remove("address", out var address);
            item["ipv4"] = address;
        }
    }

    // Takes members out and puts them into an object under another name.
    private static JObject Moved(JObject old, string into, params string[] members)
    {
        var whole = new JObject();
        foreach (var name in members)
        {
            if (old.Remove(name, out var value))
            {
                whole[name] = value;
            }
        }

        old[into] = whole;
        return whole;
    }

    private static bool Remove(this JObject from, string name, out JToken? value)
    {
        value = from[name];
        return from.Remove(name);
    }
}
