namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class BrokenCommandSpec
{
    [Theory]
    [InlineData(
        "'ServiceName': 'orders'",
        "'ServiceName': 'ordes'",
        "20:50: steps[0].CreateVpcEndpoint.ServiceName: 'ordes' is not a name in this scenario; did you mean 'orders'?")]
    [InlineData(
        "'VpcId': 'app-vpc'",
        "'VpcId': 'the-vpc-of-the-app'",
        "20:30: steps[0].CreateVpcEndpoint.VpcId: 'the-vpc-of-the-app' is not a name in this scenario; its VPCs are app-vpc, shop-vpc")]
    [InlineData(
        "'VpcId': 'app-vpc'",
        "'VpcId': 'vpc-app'",
        "20:30: steps[0].CreateVpcEndpoint.VpcId: 'vpc-app' is not a name in this scenario; its VPCs are app-vpc, shop-vpc")]
    [InlineData(
        "'SubnetIds': ['app-1']",
        "'SubnetIds': ['app-vpc']",
        "20:89: steps[0].CreateVpcEndpoint.SubnetIds[0]: 'app-vpc' is a VPC, and a subnet is wanted")]
    [InlineData(
        "'SubnetIds': ['app-1']",
        "'SubnetIds': ['e1']",
        "20:89: steps[0].CreateVpcEndpoint.SubnetIds[0]: 'e1' is an endpoint, and a subnet is wanted")]
    [InlineData(
        "'ServiceId': 'orders'",
        "'ServiceId': 'e1'",
        "26:50: steps[1].ModifyVpcEndpointServiceConfiguration.ServiceId: 'e1' is an endpoint, and a service is wanted")]
    [InlineData(
        "'caller': 'customer', 'as': 'e1'",
        "'as': 'e1'",
        "20:7: steps[0].CreateVpcEndpoint: CreateVpcEndpoint needs a caller: the step's 'caller' is an account's name or the ARN of a principal")]
    [InlineData(
        "'caller': 'shop',",
        "'caller': 'shopp',",
        "25:7: steps[1].caller: 'shopp' is neither an account's name nor the ARN of an account's root, a role or a user; did you mean 'shop'?")]
    [InlineData(
        "'caller': 'shop',",
        "'caller': 'arn:aws:iam::1111:root',",
        "25:7: steps[1].caller: 'arn:aws:iam::1111:root' is neither an account's name nor the ARN of an account's root, a role or a user")]
    [InlineData(
        "'ImpairZone'",
        "'caller': 'shop', 'ImpairZone'",
        "29:7: steps[2].caller: ImpairZone is the simulator's own; nobody calls it")]
    [InlineData(
        "'ImpairZone'",
        "'as': 'dark', 'ImpairZone'",
        "29:7: steps[2].as: ImpairZone makes nothing that could have a name")]
    [InlineData(
        "'ImpairZone'",
        "'region': 'us-east-1', 'ImpairZone'",
        "29:7: steps[2].region: ImpairZone is the simulator's own; it is made in no Region")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'ImpairZone': { 'ZoneId': 'use1-az9' }",
        "29:23: steps[2].ImpairZone.ZoneId: 'use1-az9' is no zone id, such as use1-az1; did you mean 'use1-az1'?")]
    [InlineData(
        "'ImpairZone'",
        "'EndRegionOutage': { 'RegionName': 'us-east-1' }, 'ImpairZone'",
        "29:7: steps[2].EndRegionOutage: a step has one command, and this has ImpairZone and EndRegionOutage")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'EndRegionOutage': { 'RegionName': 'us-east' }",
        "29:28: steps[2].EndRegionOutage.RegionName: 'us-east' is no Region; did you mean 'us-east-1'?")]
    [InlineData(
        "'AddSupportedRegions': ['eu-south-1']",
        "'AddSupportedRegions': ['eu-south-1', 'eusouth-2']",
        "26:111: steps[1].ModifyVpcEndpointServiceConfiguration.AddSupportedRegions[1]: 'eusouth-2' is no Region; did you mean 'eu-south-2'?")]
    [InlineData(
        "'as': 'e1',",
        "'as': 'orders',",
        "19:44: steps[0].as: 'orders' is the name of something else already (topology.services[0].name); a name stands for one thing\n21:20: steps[0].expect[0].endpoint: 'e1' is not a name in this scenario; it names no endpoint\n22:24: steps[0].eventually[0].endpoint: 'e1' is not a name in this scenario; it names no endpoint\n29:60: steps[2].expect[0].endpoint: 'e1' is not a name in this scenario; it names no endpoint")]
    [InlineData(
        "'CreateVpcEndpoint': {",
        "'refused': { 'code': 'InvalidServiceName', 'rule': 'R400' }, 'CreateVpcEndpoint': {",
        "20:50: steps[0].refused.rule: 'R400' is no rule, such as R31 or §2.3; did you mean 'R40'?")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e2'] }",
        "29:68: steps[2].DeleteVpcEndpoints.VpcEndpointIds[0]: 'e2' is not a name in this scenario; did you mean 'e1'?")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'CreateVpc': { 'CidrBlock': '10.9.0.0/16' }",
        "29:25: steps[2].CreateVpc: the Region of CreateVpc can't be told from what it names; say it in the step's 'region'")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'CreateSubnet': { 'VpcId': 'shop-vpc', 'CidrBlock': '10.0.9.0/24' }",
        "29:25: steps[2].CreateSubnet: a subnet's zone is given by one of AvailabilityZone and AvailabilityZoneId")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'CreateSubnet': { 'VpcId': 'shop-vpc', 'CidrBlock': '10.0.9.0/24', 'AvailabilityZone': 'us-east-1q' }",
        "29:92: steps[2].CreateSubnet.AvailabilityZone: 'us-east-1q' is no zone of us-east-1; did you mean 'us-east-1a'?")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'CreateSubnet': { 'VpcId': 'app-vpc', 'CidrBlock': '10.0.9.0/24', 'AvailabilityZoneId': 'us-east-1a' }",
        "29:91: steps[2].CreateSubnet.AvailabilityZoneId: 'us-east-1a' is no zone id of us-east-1; did you mean 'use1-az4'?")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'RegisterTargets': { 'LoadBalancerArn': 'orders-lb', 'Targets': [{ 'Id': 'i-1', 'AvailabilityZone': 'use1-az0' }] }",
        "29:105: steps[2].RegisterTargets.Targets[0].AvailabilityZone: 'use1-az0' is no zone of us-east-1; did you mean 'use1-az1'?")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' }",
        "'caller': 'shop', 'ModifyVpcEndpointServicePermissions': { 'ServiceId': 'orders', 'AddAllowedPrincipals': ['custommer'] }",
        "29:114: steps[2].ModifyVpcEndpointServicePermissions.AddAllowedPrincipals[0]: 'custommer' is neither an account's name nor the ARN of an account's root, a role or a user, or *; did you mean 'customer'?")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' },",
        "'refused': { 'code': 'X', 'rule': 'R4' },",
        "29:7: steps[2].refused: a step without a command can't be refused")]
    [InlineData(
        "'ImpairZone': { 'ZoneId': 'use1-az4' },",
        "'caller': 'shop',",
        "29:7: steps[2].caller: a step without a command has none")]
    public void A_command_has_a_caller_and_names_what_is_there_by_then(string right, string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(right, wrong));
}
