using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Steps of scenarios, asked of a served run: faults, repairs, public DNS, and whatever else a scenario can do.</summary>
internal sealed class ControlSteps(ServedRun served)
{
    private readonly LiveSteps _steps = new(served.File);

    /// <summary>What can be asked.</summary>
    public ImmutableArray<ControlRoute> Routes =>
    [
        new("POST", "/steps", "Does what a step of a scenario does, now.", typeof(StepForm), typeof(StepAnswer), request => AskAsync(request.Text)),
        new("POST", "/faults", "Breaks something: a step with one of the faults, such as az-power-interruption.", typeof(StepForm), typeof(StepAnswer), BreakAsync),
        new("POST", "/repairs", "Ends a fault before its time, or one that lasts until it is repaired.", typeof(RepairForm), typeof(StepAnswer), RepairAsync),
        new("POST", "/txt", "Publishes a TXT record in public DNS.", typeof(DnsRecordForm), typeof(StepAnswer), request => PublishAsync(request, "PublishTxtRecord")),
        new("DELETE", "/txt", "Takes a TXT record out of public DNS.", typeof(DnsRecordForm), typeof(StepAnswer), request => PublishAsync(request, "WithdrawTxtRecord")),
    ];

    private async Task<object> AskAsync(string text) => Of(await served.AskAsync(_steps.Read(text)));

    private Task<object> BreakAsync(ControlRequest request)
    {
        var action = ForkStep.Parse(request.Text, "step").Document.Properties().Select(each => each.Name)
            .FirstOrDefault(name => LiveSteps.Actions.Contains(name, StringComparer.Ordinal) || name is [>= 'a' and <= 'z', ..]) ?? "";
        return LiveSteps.Faults.Contains(action, StringComparer.Ordinal)
            ? AskAsync(request.Text)
            : throw new ControlException($"'{action}' is no fault; there are {string.Join(", ", LiveSteps.Faults)}.{Nearest.Hint(action, LiveSteps.Faults)}");
    }

    private Task<object> RepairAsync(ControlRequest request) =>
        request.Read<RepairForm>("""{"zoneId":"use1-az1"}, {"regionName":"us-east-1"} or {"fault":"packet-loss","zoneId":"use1-az1"}""") switch
        {
            { Fault: { } fault } repair => AskAsync(Step("repair", Said(
                ("Fault", fault), ("ZoneId", repair.ZoneId), ("RegionName", repair.RegionName), ("PeerRegionName", repair.PeerRegionName),
                ("VpcId", repair.VpcId), ("LoadBalancerArn", repair.LoadBalancerArn), ("VpcEndpointId", repair.VpcEndpointId)))),
            { ZoneId: { } zone, RegionName: null, PeerRegionName: null, VpcId: null, LoadBalancerArn: null, VpcEndpointId: null } =>
                AskAsync(Step("RepairZone", new JObject { ["ZoneId"] = zone })),
            { ZoneId: null, RegionName: { } region, PeerRegionName: null, VpcId: null, LoadBalancerArn: null, VpcEndpointId: null } =>
                AskAsync(Step("EndRegionOutage", new JObject { ["RegionName"] = region })),
            _ => throw new ControlException("Without a fault, name one of zoneId and regionName."),
        };

    private static JObject Said(params IEnumerable<(string Name, string? Value)> members) =>
        new(members.Where(each => each.Value is not null).Select(each => new JProperty(each.Name, each.Value)));

    private Task<object> PublishAsync(ControlRequest request, string action)
    {
        var record = request.Read<DnsRecordForm>("""{"name":"_abc.example.com","type":"TXT","value":"vpce:123"}""");
        return record.Type == "TXT"
            ? AskAsync(Step(action, new JObject { ["Name"] = record.Name, ["Value"] = record.Value }))
            : throw new ControlException($"The simulator's public DNS takes TXT records, and no {record.Type}.");
    }

    private static string Step(string action, JObject parameters) => new JObject { [action] = parameters }.ToString(Formatting.None);

    private static StepAnswer Of(LiveAnswer answer) => new(answer.Parts.All(part => part.Outcome is Outcome.Accepted), [.. answer.Parts.Select(Of)]);

    private static StepPart Of(LivePart part) => part.Outcome switch
    {
        Outcome.Accepted accepted => new(
            part.At.ToString(), part.Parameters, true, accepted.Value?.ResourceId, null, null, null, null,
            accepted.Notices.IsEmpty ? null : [.. accepted.Notices.Select(notice => new StepNotice(notice.Rule, notice.Message))]),
        Outcome.Refused { Rejection: var why, By: var by } => new(part.At.ToString(), part.Parameters, false, null, why.Code, why.Message, why.Rule, by.ToString(), null),
        var other => throw new System.Diagnostics.UnreachableException($"A step ended as {other.GetType().Name}."),
    };
}
