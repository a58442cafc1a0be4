using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A call of the EC2 API while it is answered.</summary>
internal sealed class Ec2Call(ServedRun served, Caller caller, QueryParameters parameters, Snapshot? seen = null)
{
    // What is refused of the caller, or of a service that all of the batch is about, is no matter of one resource.
    private static readonly string[] OfTheWhole =
        ["DryRunOperation", "UnauthorizedOperation", "AuthFailure", "ServiceUnavailable", "InvalidVpcEndpointServiceId.NotFound"];

    public QueryParameters Parameters { get; } = parameters;

    public Caller Caller { get; } = caller;

    /// <summary>The world that the answer is made of: after a call, with all that it caused.</summary>
    public Snapshot Seen { get; private set; } = seen ?? served.Live.Seen;

    public RunView View => new(Seen, served.Live.Facts);

    public Settings Settings => served.Live.Facts.Settings;

    /// <summary>The caller's VPCs in the Region of the call, by id.</summary>
    public IEnumerable<KeyValuePair<string, VpcState>> OwnVpcs() => View.All<VpcState>(EntityKind.Vpc)
        .Where(each => each.Value.Exists && each.Value.Account == Caller.Account && each.Value.Region == Caller.Region)
        .Select(each => KeyValuePair.Create(each.Key.Key, each.Value));

    /// <summary>The caller's VPC of an id; null when there is none in the Region of the call.</summary>
    public VpcState? OwnVpc(string id) =>
        View.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) is { Exists: true } vpc && vpc.Account == Caller.Account && vpc.Region == Caller.Region ? vpc : null;

    /// <summary>Asks for a change that has one outcome.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<IReply?> AskAsync(Step step)
    {
        var parts = await AskAllAsync(step);
        return parts.OnlyReply();
    }

    /// <summary>Asks for a change and answers that it was made.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<Action<XmlBody>> ChangeAsync(Step step)
    {
        await AskAsync(step);
        return Ec2Shapes.Return;
    }

    /// <summary>Asks for a change of the resources that a parameter lists, and answers with those for which it was refused.</summary>
    /// <exception cref="ApiException">The call as a whole is refused.</exception>
    public async Task<Action<XmlBody>> ChangeEachAsync(string parameter, Func<ImmutableArray<string>, Step> step)
    {
        var resources = Parameters.RequiredList(parameter);
        var refused = await AskEachAsync(step(resources), resources);
        return body => body.List("unsuccessful", refused, static (item, each) => item
            .Within("error", error => error.Text("code", each.Rejection.Code).Text("message", each.Rejection.Message))
            .Text("resourceId", each.Resource));
    }

    /// <summary>Asks for a change of several resources, and returns those for which it is refused.</summary>
    /// <exception cref="ApiException">The call as a whole is refused.</exception>
    public async Task<ImmutableArray<Unsuccessful>> AskEachAsync(Step step, IReadOnlyList<string> resources)
    {
        var parts = await AskAllAsync(step);
        var refused = parts.Select((part, index) => (part.Outcome, Resource: resources[index]))
            .Where(each => each.Outcome is Outcome.Refused)
            .Select(each => new Unsuccessful(each.Resource, ((Outcome.Refused)each.Outcome).Rejection))
            .ToImmutableArray();
        return refused.FirstOrDefault(each => OfTheWhole.Contains(each.Rejection.Code)) is { } whole
            ? throw new ApiException(ApiError.Of(whole.Rejection))
            : refused;
    }

    private async Task<ImmutableArray<LivePart>> AskAllAsync(Step step)
    {
        var isDry = Parameters.Boolean("DryRun") is true;
        Parameters.RequireNoOthers();
        try
        {
            var answer = await served.AskAsync(step with { DryRun = isDry }, Caller);
            Seen = answer.Seen;
            return answer.Parts;
        }
        catch (BadLiveCallException bad)
        {
            throw new ApiException(new ApiError("InvalidParameterValue", bad.Message, 400));
        }
    }
}

/// <summary>A resource of a batch call for which it was refused.</summary>
internal sealed record Unsuccessful(string Resource, Rejection Rejection);
