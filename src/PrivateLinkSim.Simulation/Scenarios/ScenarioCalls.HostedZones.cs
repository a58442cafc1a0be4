using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls of Route 53.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfHostedZone(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateHostedZone: { } call } => Route53(
            nameof(step.CreateHostedZone),
            call,
            caller,
            new HostedZonesCommand.CreateHostedZone(call.Name, call.CallerReference, call.HostedZoneConfig?.Comment)),
        { UpdateHostedZoneComment: { } named } => With(named with { Id = ids.Id(named.Id) }, call => Route53(
            nameof(step.UpdateHostedZoneComment), call, caller, new HostedZonesCommand.UpdateHostedZoneComment(call.Id, call.Comment))),
        { DeleteHostedZone: { } named } => With(named with { Id = ids.Id(named.Id) }, call => Route53(
            nameof(step.DeleteHostedZone), call, caller, new HostedZonesCommand.DeleteHostedZone(call.Id))),
        { ChangeTagsForResource: { } named } => With(named with { ResourceId = ids.Id(named.ResourceId) }, call => Route53(
            nameof(step.ChangeTagsForResource),
            call,
            caller,
            new HostedZonesCommand.ChangeTagsForResource(call.ResourceId, call.AddTags, call.RemoveTagKeys))),
        { ChangeResourceRecordSets: { } named } => With(Known(named, ids), call => Route53(
            nameof(step.ChangeResourceRecordSets),
            call,
            caller,
            new HostedZonesCommand.ChangeResourceRecordSets(
                call.HostedZoneId,
                [.. call.ChangeBatch.Changes.Select(change => new RecordChange(change.Action, SetOf(change.ResourceRecordSet)))],
                call.ChangeBatch.Comment))),
        _ => null,
    };

    private static ScenarioCall[] Route53(string action, object call, Caller? caller, HostedZonesCommand command) =>
        [Make(action, call, HostedZonesState.Of(Required(caller).Account), command)];

    private static ScenarioCall[] With<T>(T call, Func<T, ScenarioCall[]> calls) => calls(call);

    private static ChangeResourceRecordSetsParameters Known(ChangeResourceRecordSetsParameters named, ResourceIds ids) => named with
    {
        HostedZoneId = ids.Id(named.HostedZoneId),
        ChangeBatch = named.ChangeBatch with
        {
            Changes = [.. named.ChangeBatch.Changes.Select(change => change with { ResourceRecordSet = Known(change.ResourceRecordSet, ids) })],
        },
    };

    private static ResourceRecordSetParameter Known(ResourceRecordSetParameter named, ResourceIds ids)
    {
        if (named.Service is not { } service)
        {
            return named.AliasTarget is { } alias ? named with { AliasTarget = alias with { HostedZoneId = ids.Id(alias.HostedZoneId) } } : named;
        }

        var (name, value) = ids.TxtRecordOf(service);
        return new ResourceRecordSetParameter { Name = name, Type = "TXT", TTL = named.TTL, ResourceRecords = [new() { Value = TxtValue.Of(value) }] };
    }

    private static RecordSet SetOf(ResourceRecordSetParameter set) => new(
        set.Name ?? "",
        set.Type ?? "",
        set.TTL,
        [.. set.ResourceRecords.Select(record => record.Value)],
        set.AliasTarget is { } alias ? new AliasTarget(alias.HostedZoneId, alias.DNSName, alias.EvaluateTargetHealth) : null);
}
