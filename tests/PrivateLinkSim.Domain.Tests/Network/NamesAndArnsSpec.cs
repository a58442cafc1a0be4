namespace PrivateLinkSim.Domain.Tests;

public sealed class NamesAndArnsSpec
{
    [Fact]
    public void A_service_name_is_taken_apart_as_it_was_made()
    {
        var name = ServiceName.Make("us-east-2", "vpce-svc-071afff70666e61e0");

        Assert.Equal("com.amazonaws.vpce.us-east-2.vpce-svc-071afff70666e61e0", name);
        Assert.True(ServiceName.TryParse(name, out var region, out var id));
        Assert.Equal(("us-east-2", "vpce-svc-071afff70666e61e0"), (region, id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("com.amazonaws.us-east-2.s3")]
    [InlineData("com.amazonaws.vpce.us-east-2")]
    [InlineData("com.amazonaws.vpce.us-east-2.svc-0")]
    [InlineData("com.amazonaws.vpce.us-east-2.vpce-svc-0.x")]
    [InlineData("COM.AMAZONAWS.VPCE.us-east-2.vpce-svc-0")]
    public void Any_other_name_is_no_endpoint_service(string name) => Assert.False(ServiceName.TryParse(name, out _, out _));

    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:iam::444455556666:root", true)]
    [InlineData("arn:aws:iam::444455556666:role/deploy", true)]
    [InlineData("arn:aws:iam::444455556666:user/anyone", true)]
    [InlineData("arn:aws:iam::444455556666:role/team/deploy", false)]
    [InlineData("arn:aws:iam::444455556666:role", false)]
    [InlineData("arn:aws:iam:us-east-1:444455556666:root", false)]
    [InlineData("arn:aws:iam::44445555666٦:root", false)]
    [InlineData("**", false)]
    public void A_principal_has_one_of_four_forms(string principal, bool isWellFormed) =>
        Assert.Equal(isWellFormed, Principal.IsWellFormed(principal));

    [Theory]
    [InlineData("arn:aws:sts::444455556666:assumed-role/deploy/session", "arn:aws:iam::444455556666:role/deploy")]
    [InlineData("arn:aws:sts::444455556666:federated-user/anyone", "arn:aws:sts::444455556666:federated-user/anyone")]
    [InlineData("arn:aws:iam::444455556666:role/deploy", "arn:aws:iam::444455556666:role/deploy")]
    public void A_session_stands_for_its_role(string caller, string principal) =>
        Assert.Equal(principal, Principal.WithoutSession(caller));

    [Fact]
    public void A_load_balancer_arn_has_the_form_of_the_network_kind()
    {
        var arn = LoadBalancerArn.Make("us-east-2", "111122223333", "front", "0123456789abcdef");

        Assert.Equal("arn:aws:elasticloadbalancing:us-east-2:111122223333:loadbalancer/net/front/0123456789abcdef", arn);
        Assert.True(LoadBalancerArn.IsWellFormed(arn));
        Assert.False(LoadBalancerArn.IsWellFormed(arn.Replace("/net/", "/gwy/", StringComparison.Ordinal)));
        Assert.False(LoadBalancerArn.IsWellFormed(arn + "/x"));
        Assert.False(LoadBalancerArn.IsWellFormed(""));
    }
}
