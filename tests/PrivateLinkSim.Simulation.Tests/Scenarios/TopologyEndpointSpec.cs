namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>Endpoints that stand from the start.</summary>
public sealed class TopologyEndpointSpec
{
    // For reading's sake ' stands for ".
    private const string Right = """
        {
          'title': 'Endpoints that stand', 'settings': { 'privateDnsVerification': '0s' },
          'topology': {
            'accounts': [{ 'name': 'shop', 'id': '111122223333' }, { 'name': 'customer', 'id': '444455556666' }],
            'vpcs': [
              { 'name': 'shop-vpc', 'account': 'shop', 'region': 'us-east-1', 'subnets': [{ 'name': 'shop-1', 'zone': 'use1-az4' }] },
              {
                'name': 'app-vpc', 'account': 'customer', 'region': 'us-east-1', 'subnets': [{ 'name': 'app-1', 'zone': 'use1-az4' }],
                'securityGroups': [{ 'name': 'app-sg' }]
              },
              { 'name': 'far-vpc', 'account': 'customer', 'region': 'eu-west-1', 'subnets': [{ 'name': 'far-1', 'zone': 'euw1-az1' }] }
            ],
            'loadBalancers': [{ 'name': 'orders-lb', 'subnets': ['shop-1'] }, { 'name': 'open-lb', 'subnets': ['shop-1'] }],
            'services': [
              {
                'name': 'orders', 'loadBalancers': ['orders-lb'], 'allowedPrincipals': ['customer'], 'acceptanceRequired': true,
                'supportedRegions': ['eu-west-1'], 'privateDnsName': 'orders.example.com', 'privateDnsVerified': true
              },
              { 'name': 'open', 'loadBalancers': ['open-lb'], 'allowedPrincipals': ['*'] }
            ],
            'endpoints': [
              {
                'name': 'accepted', 'vpc': 'app-vpc', 'service': 'orders', 'subnets': ['app-1'], 'securityGroups': ['app-sg'],
                'privateDnsEnabled': true, 'tags': { 'team': 'orders' }
              },
              { 'name': 'far', 'vpc': 'far-vpc', 'service': 'orders', 'subnets': ['far-1'] },
              { 'name': 'rejected', 'vpc': 'app-vpc', 'service': 'orders', 'subnets': ['app-1'], 'connection': 'rejected' },
              { 'name': 'awaited', 'vpc': 'app-vpc', 'service': 'orders', 'subnets': ['app-1'], 'connection': 'awaited' },
              { 'name': 'at-once', 'vpc': 'app-vpc', 'service': 'open', 'subnets': ['app-1'] }
            ]
          },
          'steps': [
            {
              'after': '5m',
              'expect': [
                { 'endpoint': 'accepted', 'state': 'available', 'reachable': true, 'privateDnsEnabled': true, 'securityGroups': ['app-sg'], 'tags': { 'team': 'orders' } },
                { 'endpoint': 'far', 'state': 'available', 'reachable': true },
                { 'endpoint': 'rejected', 'state': 'rejected' },
                { 'endpoint': 'awaited', 'state': 'pendingAcceptance' },
                { 'endpoint': 'at-once', 'state': 'available', 'reachable': true }
              ]
            }
          ]
        }
        """;

    [Fact]
    public async Task They_are_made_at_the_start_and_answered_as_the_topology_says()
    {
        var run = new ScenarioRun(BrokenScenario.Read(Right.Replace('\'', '"')));
        await using var simulator = Simulator.Open(JournalOptions.Memory);

        await simulator.RunAsync(ShippedScenarios.Plan(run, "standing-endpoints"));

        Assert.Equal(5, run.Verdicts.Count(verdict => verdict.Step == 0));
        Assert.All(run.Verdicts, verdict => Assert.True(verdict.Held, $"{verdict.Text}: {verdict.Found}"));
    }

    [Theory]
    [InlineData("'vpc': 'far-vpc', 'service'", "'vpc': 'app-vpc', 'service'", "topology.endpoints[1].subnets[0]: 'far-1' lies in far-vpc, and the endpoint in app-vpc")]
    [InlineData("'securityGroups': ['app-sg'],\n", "'securityGroups': ['app-1'],\n", "topology.endpoints[0].securityGroups[0]: 'app-1' is a subnet, and a security group is wanted")]
    [InlineData("'service': 'open'", "'service': 'opne'", "topology.endpoints[4].service: 'opne' is not a name in this scenario; its services are open, orders")]
    [InlineData("'vpc': 'app-vpc', 'service': 'open'", "'vpc': 'ap-vpc', 'service': 'open'", "topology.endpoints[4].vpc: 'ap-vpc' is not a name in this scenario; did you mean 'app-vpc'?")]
    [InlineData("'name': 'far',", "'name': 'far-1',", "topology.endpoints[1].name: 'far-1' is the name of something else already (topology.vpcs[2].subnets[0].name); a name stands for one thing")]
    [InlineData(
        "'service': 'open', 'subnets': ['app-1']",
        "'service': 'open', 'subnets': ['app-1'], 'connection': 'awaited'",
        "topology.endpoints[4].connection: 'open' accepts all connections; say \"acceptanceRequired\": true of it, so that one can be awaited")]
    [InlineData(
        "'service': 'open', 'subnets': ['app-1']",
        "'service': 'open', 'subnets': ['app-1'], 'privateDnsEnabled': true",
        "topology.endpoints[4].privateDnsEnabled: 'open' has no private DNS name that is verified; say \"privateDnsVerified\": true of it")]
    [InlineData(
        "'privateDnsVerification': '0s'",
        "'privateDnsVerification': '2m'",
        "topology.endpoints[0].privateDnsEnabled: the private DNS name of 'orders' is verified only 2m after the start; say \"privateDnsVerification\": \"0s\" in the settings")]
    public void One_that_can_not_stand_is_refused_at_its_place(string right, string wrong, string complaint)
    {
        var text = Right.ReplaceLineEndings("\n");

        var errors = BrokenScenario.ErrorsOf(BrokenScenario.With(right, wrong, text.Replace('\'', '"')));

        Assert.Contains(complaint, errors, StringComparison.Ordinal);
    }
}
