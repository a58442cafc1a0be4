using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Where breakpoints stand in two runs: one in which connections are accepted and rejected, one in which zones fail.</summary>
public sealed class BreakpointSpec(BreakpointRuns runs) : IClassFixture<BreakpointRuns>
{
    [Theory]
    [InlineData("endpoint.state == rejected", "62 93")]
    [InlineData("endpoint.status == REJECTED", "62 93")]
    [InlineData("endpoint['first'].state == rejected", "93")]
    [InlineData("endpoint[first].state == 'rejected' or endpoint[second].state == rejected", "62")]
    [InlineData("not (endpoint[first].state != available)", "66 90")]
    [InlineData("endpoint.interfaces.count == 3", "87")]
    [InlineData("endpoint.interfaces[2].zoneId == euw3-az3", "87")]
    [InlineData("endpoint[first].interfaces.zoneId contains euw3-az3", "87")]
    [InlineData("service.connections.values.status contains available and service[desk].connections.count > 2", "67 91")]
    [InlineData("service[desk].connections[first].status == rejected", "92")]
    [InlineData("endpoint.statusDue == +1h1m", "59")]
    [InlineData("endpoint.statusDue == 2026-06-05T09:01:00Z", "59")]
    [InlineData("endpoint[first].vpcId == paris-vpc and endpoint[first].state == available", "66 90")]
    public void On_states_it_stands_where_it_turns_true(string text, string turns) => Assert.Equal(turns, runs.Turns("acceptance-and-rejection", text));

    [Theory]
    [InlineData("event.type == \"endpoint-service.connection-accepted\"", "58")]
    [InlineData("event.type == endpoint-service.connection-accepted", "58")]
    [InlineData("event.type contains rejected and event.time > +2h", "92 93")]
    [InlineData("refused", "65 78")]
    [InlineData("refused.rule == R4", "78")]
    [InlineData("refused and not refused.code == InvalidServiceName", "65")]
    [InlineData("refused.input == 64", "65")]
    [InlineData("entity == third and event.turn > 60", "95")]
    [InlineData("event.entity == third and event.turn > 60", "95")]
    [InlineData("event.cause == 61 and entity == second", "62")]
    [InlineData("event.data.action == AcceptVpcEndpointConnections", "58 64")]
    [InlineData("event.data.parameters.VpcEndpointIds contains second", "61 64")]
    [InlineData("changed(endpoint[first].state) and event.time > +1h", "66 87 90 93")]
    [InlineData("changed(endpoint.interfaces.count) and event.turn > 80", "87")]
    [InlineData("changed(endpoint.tags)", "")]
    public void On_events_it_stands_wherever_it_is_true(string text, string turns) => Assert.Equal(turns, runs.Turns("acceptance-and-rejection", text));

    [Theory]
    [InlineData("endpoint.interfaces.healthy contains false", "68 90 101")]
    [InlineData("region[us-east-1].impairedZones contains use1-az1", "64")]
    [InlineData("endpoint.interfaces.healthy contains false and region[eu-west-1].impairedZones.count > 0", "90")]
    [InlineData("vpc.cidrBlock.prefixLength <= 16", "4 13 22")]
    [InlineData("service.zones['use1-az1'].inUse == false", "73 107")]
    public void Fields_are_those_of_the_JSON_of_states(string text, string turns) => Assert.Equal(turns, runs.Turns("az-failover", text));

    [Fact]
    public void A_search_goes_both_ways_and_stops_when_it_is_told()
    {
        using var search = runs.Search("acceptance-and-rejection", "endpoint.state == rejected");

        Assert.Null(search.After(0, _ => false));
        var first = search.After(0, _ => true)!;
        var second = search.After(first.Position, _ => true)!;
        Assert.Equal((62, 93), (first.Entry.Turn, second.Entry.Turn));
        Assert.Null(search.After(second.Position, _ => true));
        Assert.True(search.IsOver);
        Assert.Equal(second, search.Before(int.MaxValue, _ => true));
        Assert.Equal(first, search.Before(second.Position, _ => true));
        Assert.Null(search.Before(first.Position, _ => true));
        Assert.Equal([first], search.At(first.Position));
    }

    [Fact]
    public void A_search_backwards_looks_no_further_than_it_must()
    {
        using var search = runs.Search("acceptance-and-rejection", "endpoint.state == rejected");

        Assert.Null(search.Before(50, _ => true));
        Assert.Equal(49, search.Position);
    }

    [Fact]
    public void Where_few_entries_matter_the_others_are_not_read()
    {
        var log = new ScatteredLog(runs.LogOf("az-failover"));
        var breakpoint = Breakpoint.Parse("region[eu-west-1].impairedZones contains euw1-az1", runs.Names("az-failover"));
        using var search = new BreakpointSearch(log, EntityTypes.Standard, EventCatalogue.Standard, [breakpoint]);

        var hit = search.After(0, _ => true)!;

        Assert.Equal((87, hit.Position), (hit.Entry.Turn, search.Position));
        Assert.Null(search.After(hit.Position, _ => true));
        Assert.Equal(log.PositionsOf(EntityId.Parse("region/eu-west-1"), log.Length), log.Read);
    }

    [Fact]
    public void Every_field_that_the_JSON_of_a_state_shows_can_be_asked_for()
    {
        foreach (var name in (string[])["az-failover", "acceptance-and-rejection"])
        {
            foreach (var (entity, state) in Enum.GetValues<EntityKind>().SelectMany(runs.WorldOf(name).All))
            {
                var subject = BreakpointSubject.All.First(each => each.Kind == entity.Kind).Name;
                foreach (var member in CanonicalJson.ReadObject(CanonicalJson.Bytes(state)).Properties())
                {
                    Assert.NotNull(Breakpoint.Parse($"changed({subject}.{member.Name})", runs.Names(name)));
                }
            }
        }
    }
}
