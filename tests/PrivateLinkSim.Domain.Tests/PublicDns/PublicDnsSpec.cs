using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

public sealed class PublicDnsSpec
{
    private const string Name = "_6e86v84tqgqubxbwii1m.example.com";
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§dns")]
    public void A_name_can_have_several_values_and_case_and_a_final_dot_do_not_matter_in_names()
    {
        Publish(Name, "vpce:One").IsAccepted();
        Publish($"{Name.ToUpperInvariant()}.", "vpce:two").IsAccepted();

        var found = LookUp($"{Name}.", Name, "example.com");

        Assert.Equal<IEnumerable<string>>(["vpce:One", "vpce:two"], found[Name]);
        Assert.Equal<IEnumerable<string>>([Name], found.Keys);
    }

    [Fact]
    [Trait("Rule", "§dns")]
    public void Publishing_twice_is_publishing_once_and_withdrawing_takes_that_value_alone()
    {
        Publish(Name, "vpce:one").IsAccepted();
        Publish(Name, "vpce:one").IsAccepted();
        Publish(Name, "vpce:two").IsAccepted();

        Withdraw(Name, "vpce:one").IsAccepted();
        Assert.Equal<IEnumerable<string>>(["vpce:two"], LookUp(Name)[Name]);
        Withdraw(Name, "vpce:two").IsAccepted();

        Assert.Empty(LookUp(Name));
        Assert.Equal(4, _world.Log.Count);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§dns")]
    public void A_record_has_a_name_and_a_value_and_is_taken_back_only_where_it_was_published()
    {
        Publish("", "vpce:one").IsRefused("§dns", "InvalidChangeBatch");
        Publish(Name, "").IsRefused("§dns", "InvalidChangeBatch");
        Withdraw(Name, "vpce:one").IsRefused("§dns", "InvalidChangeBatch");
        Publish(Name, "vpce:one").IsAccepted();
        Withdraw(Name, "vpce:ONE").IsRefused("§dns", "InvalidChangeBatch");
        Withdraw("example.com", "vpce:one").IsRefused("§dns", "InvalidChangeBatch");
    }

    private Outcome Publish(string name, string value) => Send(new PublicDnsCommand.PublishTxt(name, value));

    private Outcome Withdraw(string name, string value) => Send(new PublicDnsCommand.WithdrawTxt(name, value));

    private ImmutableSortedDictionary<string, ImmutableArray<string>> LookUp(params string[] names) =>
        Send(new PublicDnsCommand.LookUpTxt([.. names])).Gives<PublicDnsReply.TxtRecords>().Values;

    private Outcome Send(PublicDnsCommand command) => _world.Send(PublicDnsState.Internet, command);
}
