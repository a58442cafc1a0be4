using System.Buffers;
using System.Collections.Frozen;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>The ids that EC2 takes. One that nothing could have is malformed (§5.3); whether something has it is another question.</summary>
internal static class Ec2Ids
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly Form Vpc = new("vpc-", "InvalidVpcID.Malformed", IsHex: true);
    private static readonly Form Subnet = new("subnet-", "InvalidSubnetID.Malformed", IsHex: true);
    private static readonly Form Group = new("sg-", "InvalidGroupId.Malformed", IsHex: true);
    private static readonly Form Endpoint = new("vpce-", "InvalidVpcEndpointId.Malformed", IsHex: false);

    // The doubled "Id" is AWS's.
    private static readonly Form Service = new("vpce-svc-", "InvalidVpcEndpointServiceIdId.Malformed", IsHex: false);

    private static readonly FrozenDictionary<string, Form> Forms = new Dictionary<string, Form>(StringComparer.Ordinal)
    {
        ["VpcId"] = Vpc,
        ["SubnetId"] = Subnet,
        ["AddSubnetId"] = Subnet,
        ["RemoveSubnetId"] = Subnet,
        ["GroupId"] = Group,
        ["SecurityGroupId"] = Group,
        ["AddSecurityGroupId"] = Group,
        ["RemoveSecurityGroupId"] = Group,
        ["VpcEndpointId"] = Endpoint,
        ["ServiceId"] = Service,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="IsHex">Whether there are 8 or 17 hexadecimal digits behind the prefix; otherwise digits and small letters, as the text of the error has it.</param>
    private sealed record Form(string Prefix, string Code, bool IsHex)
    {
        public bool Fits(string id)
        {
            var rest = id.StartsWith(Prefix, StringComparison.Ordinal) ? id.AsSpan(Prefix.Length) : [];
            return IsHex ? rest.Length is 8 or 17 && !rest.ContainsAnyExcept(Hex) : rest.Length > 0 && !rest.ContainsAnyExcept(Alphanumeric);
        }
    }

    /// <summary>Looks at the ids of what is to be tagged, which may be of any kind that has tags.</summary>
    /// <exception cref="ApiException">One is none of these.</exception>
    public static void RequireTaggable(IEnumerable<string> ids)
    {
        if (ids.FirstOrDefault(id => !VpcParts.IsPart(id) && !id.StartsWith(Endpoint.Prefix, StringComparison.Ordinal)) is { } other)
        {
            throw new ApiException(new ApiError("InvalidID", $"The ID '{other}' is not valid", 400));
        }
    }

    /// <summary>Looks at all ids of a call, in lists and structures too.</summary>
    /// <exception cref="ApiException">One is malformed.</exception>
    public static void RequireWellFormed(QueryParameters parameters)
    {
        foreach (var (name, value) in parameters.Leaves)
        {
            if (Forms.TryGetValue(name, out var form) && !form.Fits(value))
            {
                throw new ApiException(new ApiError(
                    form.Code, $"Invalid Id: '{value}' (expecting '{form.Prefix}...; the Id may only contain lowercase alphanumeric characters and a single dash')", 400));
            }
        }
    }
}
