namespace PrivateLinkSim.Domain.Tests;

/// <summary>Facts in, decision out: one decider on its own.</summary>
internal static class Given
{
    public static Given<RegionDecider, RegionCommand, RegionEvent, RegionState> Region(string name, params RegionEvent[] facts) =>
        new(new EntityId(EntityKind.Region, name), facts);

    public static Given<VpcDecider, VpcCommand, VpcEvent, VpcState> Vpc(params VpcEvent[] facts) =>
        new(new EntityId(EntityKind.Vpc, "vpc-0123456789abcdef0"), facts);

    public static Given<LoadBalancerDecider, LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState> LoadBalancer(
        params LoadBalancerEvent[] facts) =>
        new(new EntityId(EntityKind.LoadBalancer, LoadBalancerArn.Make(Regions.Ohio, Accounts.Provider, "front", "0123456789abcdef")), facts);

    public static Given<EndpointServiceDecider, EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState> EndpointService(
        params EndpointServiceEvent[] facts) =>
        new(new EntityId(EntityKind.EndpointService, "vpce-svc-071afff70666e61e0"), facts);

    public static Given<InterfaceEndpointDecider, InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState> InterfaceEndpoint(
        params InterfaceEndpointEvent[] facts) =>
        new(new EntityId(EntityKind.InterfaceEndpoint, "vpce-0123456789abcdef0"), facts);
}

/// <summary>What has happened to one entity.</summary>
internal sealed class Given<TDecider, TCommand, TEvent, TState>(EntityId self, TEvent[] facts)
    where TDecider : IDecider<TCommand, TEvent, TState>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
    where TState : class, IState
{
    public static readonly Moment Now = Moment.Parse("2026-01-01T00:00:00Z");

    public TState State => facts.Aggregate(TDecider.Initial, TDecider.Evolve);

    public When<TEvent> When(TCommand command, Caller? caller = null, Settings? settings = null)
    {
        var facts = new Facts(settings ?? new Settings(), Regions.Table);
        var decision = TDecider.Decide(State, command, new Context(self, Now, 1, Requester.Outside(1), caller, facts));
        decision.Reply.Rejection?.IsOfTheCatalogue(facts.Settings);
        return new When<TEvent>(self, decision);
    }

    /// <summary>What the last of the facts makes others do.</summary>
    public IEnumerable<Message> Reactions() => TDecider.React(self, State, facts[^1], Now);

    public IEnumerable<(string Key, Moment Due)> Deadlines() => TDecider.Deadlines(State).Select(each => (each.Key, each.Due));
}

/// <summary>What an entity decided.</summary>
internal sealed class When<TEvent>(EntityId self, Decision<TEvent> decision)
    where TEvent : class, IEvent
{
    public void Then(params TEvent[] facts)
    {
        Assert.Null(decision.Reply.Rejection);
        Assert.Equal(facts.Select(Json.Of), decision.Events.Select(Json.Of));
    }

    public void ThenNothingHappens() => Then();

    public string ThenRefused(string rule, string code) =>
        (decision.Reply.OutcomeOf(self) ?? throw new InvalidOperationException("The reply is owed.")).IsRefused(rule, code);
}
