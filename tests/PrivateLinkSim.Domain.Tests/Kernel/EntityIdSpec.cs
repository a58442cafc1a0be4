namespace PrivateLinkSim.Domain.Tests;

public sealed class EntityIdSpec
{
    [Theory]
    [InlineData(EntityKind.Region, "us-east-1", "region/us-east-1")]
    [InlineData(EntityKind.ServiceProvider, "111122223333", "service-provider/111122223333")]
    [InlineData(EntityKind.ServiceConsumer, "111122223333", "service-consumer/111122223333")]
    [InlineData(EntityKind.Vpc, "vpc-0", "vpc/vpc-0")]
    [InlineData(EntityKind.LoadBalancer, "arn:a/net/b/c", "load-balancer/arn:a/net/b/c")]
    [InlineData(EntityKind.EndpointService, "vpce-svc-0", "endpoint-service/vpce-svc-0")]
    [InlineData(EntityKind.InterfaceEndpoint, "vpce-0", "interface-endpoint/vpce-0")]
    public void An_entity_is_written_as_it_is_read(EntityKind kind, string key, string text)
    {
        Assert.Equal(text, new EntityId(kind, key).ToString());
        Assert.Equal(new EntityId(kind, key), EntityId.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("region")]
    [InlineData("/us-east-1")]
    [InlineData("Region/us-east-1")]
    [InlineData("provider/111122223333")]
    public void Any_other_form_names_no_entity(string text)
    {
        Assert.False(EntityId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => EntityId.Parse(text));
    }

    [Fact]
    public void Every_kind_has_a_name_of_its_own()
    {
        var kinds = Enum.GetValues<EntityKind>();

        Assert.Equal(kinds.Length, kinds.Select(EntityId.NameOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Entities_are_ordered_by_kind_and_then_by_the_letters_of_their_keys()
    {
        EntityId[] ordered =
        [
            new(EntityKind.Region, "us-east-1"), new(EntityKind.Vpc, "vpc-A"), new(EntityKind.Vpc, "vpc-a"), new(EntityKind.Vpc, "vpc-ä"),
            new(EntityKind.InterfaceEndpoint, "a"),
        ];

        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.True(ordered[0] < ordered[1] && ordered[1] <= ordered[2] && ordered[3] > ordered[2] && ordered[4] >= ordered[3]);
    }
}
