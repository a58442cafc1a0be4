namespace PrivateLinkSim.Simulation;

/// <content>The commands of Route 53.</content>
internal sealed partial record StepCommand
{
    private static StepCommand? OfHostedZone(Step step) => step switch
    {
        { CreateHostedZone: not null } => Account(nameof(step.CreateHostedZone)) with { Makes = ResourceKind.HostedZone },
        { UpdateHostedZoneComment: { } call } => OfZone(nameof(step.UpdateHostedZoneComment), "Id", call.Id),
        { DeleteHostedZone: { } call } => OfZone(nameof(step.DeleteHostedZone), "Id", call.Id),
        { ChangeTagsForResource: { } call } => OfZone(nameof(step.ChangeTagsForResource), "ResourceId", call.ResourceId),
        { ChangeResourceRecordSets: { } call } => Account(nameof(step.ChangeResourceRecordSets)) with
        {
            Names = Placed(
                nameof(step.ChangeResourceRecordSets),
                [.. One("HostedZoneId", call.HostedZoneId, ResourceKind.HostedZone), .. Beside(call.ChangeBatch.Changes.SelectMany(ServiceOf))]),
        },
        _ => null,
    };

    private static StepCommand OfZone(string name, string member, string zone) =>
        Account(name) with { Names = Placed(name, One(member, zone, ResourceKind.HostedZone)) };

    private static IEnumerable<NameInCommand> ServiceOf(ChangeParameter change, int index) => One(
        $"{ScenarioPath.Item("ChangeBatch.Changes", index)}.ResourceRecordSet.Service", change.ResourceRecordSet.Service, ResourceKind.Service);
}
