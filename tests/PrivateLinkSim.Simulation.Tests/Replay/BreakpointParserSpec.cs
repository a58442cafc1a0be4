using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What is said of a breakpoint that can't be read: at which column, and what would be right.</summary>
public sealed class BreakpointParserSpec
{
    private static readonly EntityId Orders = new(EntityKind.InterfaceEndpoint, "vpce-1");

    private static readonly BreakpointNames Names = new(
        Given.Start, name => name is "orders" or "vpce-1" ? [Orders] : [], kind => kind is null or EntityKind.InterfaceEndpoint ? ["orders"] : []);

    [Theory]
    [InlineData("", 1, "A condition is missing before the end")]
    [InlineData("and", 1, "A condition is missing before 'and'")]
    [InlineData("endpiont.state == failed", 1, "Nothing is called 'endpiont'. Did you mean 'endpoint'?")]
    [InlineData("endpoint", 9, "Name a field, as endpoint.account.")]
    [InlineData("endpoint.stat == failed", 10, "'endpoint' has no field 'stat'. Did you mean 'state'? Its fields: account, ")]
    [InlineData("endpoint.state.name == failed", 16, "which has no fields")]
    [InlineData("endpoint.state == faild", 19, "Did you mean 'failed'? It is one of: none, ")]
    [InlineData("endpoint.state", 15, "is a word of EndpointStatus; compare it (== != ")]
    [InlineData("endpoint.state = failed", 16, "There is no '='; write '=='.")]
    [InlineData("endpoint.state == failed && refused", 26, "write 'and'")]
    [InlineData("!refused", 1, "write 'not'")]
    [InlineData("endpoint.state < failed", 16, "use == or !=")]
    [InlineData("endpoint.state == ", 19, "A value is missing before the end")]
    [InlineData("endpoint.state == failed refused", 26, "'refused' can't stand here; a condition goes on with 'and' or 'or'")]
    [InlineData("endpoint.interfaces < 2", 21, "ask for endpoint.interfaces.count")]
    [InlineData("endpoint.interfaces.count < two", 29, "'endpoint.interfaces.count' is a whole number, and 'two' is none.")]
    [InlineData("endpoint.interfaces.count < endpoint.state", 29, "they can't be compared")]
    [InlineData("endpoint.interfaces.coumt < 2", 21, "Did you mean 'count'?")]
    [InlineData("endpoint.interfaces[first].zoneId == a", 21, "a number from 0")]
    [InlineData("endpoint.interfaces contains a", 30, "'endpoint.interfaces' holds an object with fields")]
    [InlineData("endpoint.isModifying == maybe", 25, "is true or false, and 'maybe' is none")]
    [InlineData("endpoint.statusDue > soon", 22, "a time such as +90s")]
    [InlineData("endpoint.statusDue > null", 22, "use == or !=")]
    [InlineData("endpoint[\"ordes\"].state == failed", 10, "The run has no endpoint 'ordes'. Did you mean 'orders'?")]
    [InlineData("endpoint[orders.state == failed", 23, "']' is missing before '=='")]
    [InlineData("endpoint[orders][orders].state == failed", 17, "is named already")]
    [InlineData("entity == ordres", 11, "'entity' is an entity, and 'ordres' is none. Did you mean 'orders'?")]
    [InlineData("refused.rule == R400", 17, "'refused.rule' is the id of a rule, such as R4, and 'R400' is none.")]
    [InlineData("event.type == endpoint-service.connection-acepted", 15, "Did you mean 'endpoint-service.connection-accepted'?")]
    [InlineData("event.data.acount == 1", 12, "Did you mean 'account'?")]
    [InlineData("(refused", 9, "')' is missing before the end")]
    [InlineData("refused)", 8, "This ')' closes nothing.")]
    [InlineData("changed(event.turn)", 9, "changed(…) takes a field of an entity")]
    [InlineData("endpoint.state == failed and service.status == deleted", 30, "name one of them, as service[\"NAME\"]")]
    [InlineData("refused.code == 'a", 17, "has no end")]
    [InlineData("refused.code == a;b", 18, "';' means nothing here")]
    public void A_slip_is_named_by_its_column(string text, int column, string complaint)
    {
        var wrong = Assert.Throws<BreakpointException>(() => Breakpoint.Parse(text, Names));

        Assert.Equal((text, column), (wrong.Text, wrong.Column));
        Assert.Contains(complaint, wrong.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(100_000)]
    public void What_nobody_writes_is_refused_and_breaks_nothing(int depth)
    {
        Assert.Throws<BreakpointException>(() => Breakpoint.Parse($"{new string('(', depth)}refused{new string(')', depth)}", Names));
        Assert.Throws<BreakpointException>(() => Breakpoint.Parse(string.Concat(Enumerable.Repeat("not ", depth)) + "refused", Names));
    }

    [Fact]
    public void Any_cut_and_any_doubled_letter_of_a_breakpoint_is_read_or_refused()
    {
        const string Text = "not (endpoint[\"orders\"].interfaces.count < 2 or changed(endpoint[orders].state)) and event.type contains 'a\\'b' and refused.rule != R4";
        Assert.Equal(Text, Breakpoint.Parse(Text, Names).Text);
        for (var at = 0; at < Text.Length; at++)
        {
            foreach (var mutant in (string[])[Text[..at], Text[at..], Text.Insert(at, Text[at].ToString()), Text.Remove(at, 1), Text.Insert(at, "["), Text.Insert(at, ".")])
            {
                try
                {
                    Assert.Equal(mutant, Breakpoint.Parse(mutant, Names).Text);
                }
                catch (BreakpointException wrong)
                {
                    Assert.InRange(wrong.Column, 1, mutant.Length + 1);
                }
            }
        }
    }
}
