using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A call of the ELBv2 API while it is answered.</summary>
internal sealed class ElbCall(ServedRun served, Caller caller, QueryParameters parameters)
{
    public QueryParameters Parameters { get; } = parameters;

    public Caller Caller { get; } = caller;

    /// <summary>The world that the answer is made of: after a call, with all that it caused.</summary>
    public Snapshot Seen { get; private set; } = served.Live.Seen;

    public RunView View => new(Seen, served.Live.Facts);

    /// <summary>Asks for a change.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<IReply?> AskAsync(Step step)
    {
        Parameters.RequireNoOthers();
        LiveAnswer answer;
        try
        {
            answer = await served.AskAsync(step, Caller);
        }
        catch (BadLiveCallException bad)
        {
            throw new ApiException(new ApiError("ValidationError", bad.Message, 400));
        }

        Seen = answer.Seen;
        return answer.Parts.Select(part => part.Outcome).OfType<Outcome.Refused>().FirstOrDefault() is { } refused
            ? throw new ApiException(ApiError.Of(refused.Rejection))
            : ((Outcome.Accepted)answer.Parts[0].Outcome).Value;
    }

    /// <summary>The caller's load balancers in its Region, by ARN.</summary>
    public IEnumerable<KeyValuePair<string, LoadBalancerState>> LoadBalancers => View.All<LoadBalancerState>(EntityKind.LoadBalancer)
        .Where(each => IsOwn(each.Value))
        .Select(each => KeyValuePair.Create(each.Key.Key, each.Value));

    /// <summary>The caller's load balancer of an ARN; null when it has none.</summary>
    public LoadBalancerState? FindLoadBalancer(string arn) =>
        View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn)) is { } balancer && IsOwn(balancer) ? balancer : null;

    /// <summary>The same, when it must be there.</summary>
    /// <exception cref="ApiException">The text is no such ARN, or the caller has none.</exception>
    public LoadBalancerState LoadBalancer(string arn) =>
        !LoadBalancerArn.IsWellFormed(arn) ? throw new ApiException(new ApiError("ValidationError", $"'{arn}' is not a valid load balancer ARN", 400))
        : FindLoadBalancer(arn) ?? throw new ApiException(NoLoadBalancer(arn));

    /// <summary>Whether the caller has a subnet of this id in its Region.</summary>
    public bool HasSubnet(string id) => View.All<VpcState>(EntityKind.Vpc)
        .Any(each => each.Value.Exists && each.Value.Account == Caller.Account && each.Value.Region == Caller.Region && each.Value.Subnets.ContainsKey(id));

    /// <summary>The caller's target groups in its Region, by ARN: those that stand by themselves, and those of load balancers.</summary>
    public IEnumerable<ElbGroup> TargetGroups => View.All<TargetGroupState>(EntityKind.TargetGroup)
        .Where(each => IsOwn(each.Value))
        .Select(each => new ElbGroup(each.Key.Key, each.Value, false))
        .Concat(LoadBalancers.Where(each => each.Value.HasOwnGroup).Select(each => ElbGroup.Of(each.Key, each.Value)))
        .OrderBy(each => each.Arn, StringComparer.Ordinal);

    /// <summary>The caller's target group of an ARN; null when it has none.</summary>
    public ElbGroup? FindTargetGroup(string arn) =>
        View.Find<TargetGroupState>(new EntityId(EntityKind.TargetGroup, arn)) is { } group && IsOwn(group) ? new ElbGroup(arn, group, false)
        : FindLoadBalancer(TargetGroupArn.LoadBalancerOf(arn)) is { HasOwnGroup: true } balancer ? ElbGroup.Of(TargetGroupArn.LoadBalancerOf(arn), balancer)
        : null;

    /// <summary>The same, when it must be there.</summary>
    /// <exception cref="ApiException">The text is no such ARN, or the caller has none.</exception>
    public ElbGroup TargetGroup(string arn) =>
        !TargetGroupArn.IsWellFormed(arn) ? throw new ApiException(new ApiError("ValidationError", $"'{arn}' is not a valid target group ARN", 400))
        : FindTargetGroup(arn) ?? throw new ApiException(NoTargetGroup(arn));

    public static ApiError NoTargetGroup(string arnOrName) => new("TargetGroupNotFound", $"One or more target groups not found: '{arnOrName}'", 400);

    public static ApiError NoLoadBalancer(string arnOrName) => new("LoadBalancerNotFound", $"Load balancers '[{arnOrName}]' not found", 400);

    private bool IsOwn(TargetGroupState group) => group.Status == TargetGroupStatus.Active && group.Account == Caller.Account && group.Region == Caller.Region;

    private bool IsOwn(LoadBalancerState balancer) =>
        balancer.Status == LoadBalancerStatus.Active && balancer.Account == Caller.Account && balancer.Region == Caller.Region;
}
