using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>What there is.</summary>
/// <param name="Version">The program's version.</param>
internal sealed record IndexAnswer(string Version, ImmutableArray<IndexLine> Requests);

/// <summary>A request that there is.</summary>
internal sealed record IndexLine(string Request, string Does);

/// <summary>Whether the server does its work.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Run">The name that the run is kept under.</param>
internal sealed record HealthAnswer(bool Healthy, string Version, string Run, ClockAnswer Clock);

/// <summary>The virtual clock.</summary>
/// <param name="Now">The virtual time.</param>
/// <param name="Pace">How fast it goes: real, 60x, or manual.</param>
internal sealed record ClockAnswer(string Now, string Pace);

/// <summary>What the run comes to so far.</summary>
/// <param name="Turn">The turn of the last durable event.</param>
/// <param name="Events">How many events are durable.</param>
/// <param name="Digest">The last link of the log.</param>
/// <param name="StateDigest">The hash of all states.</param>
internal sealed record DigestAnswer(string Run, long Turn, long Events, string Digest, string StateDigest);

/// <summary>All entities, or one with its history, in the form of <c>plsim replay --json</c>.</summary>
internal sealed record StateForm;

/// <summary>An OpenAPI document.</summary>
internal sealed record DocumentForm;

/// <summary>A scenario file.</summary>
internal sealed record ScenarioForm;

/// <summary>Server-sent events: the id is RUN/TURN.INDEX, the event the entry's type, the data the entry as JSON with a sentence in <c>what</c>.</summary>
internal sealed record EventStream;

/// <summary>How far the clock is put on: by a duration, or to a time.</summary>
/// <param name="By">For example <c>10m</c>.</param>
/// <param name="To">For example <c>2026-01-01T12:00:00Z</c>.</param>
internal sealed record ClockAdvance(string? By, string? To);

/// <summary>How fast the clock is to go.</summary>
/// <param name="Pace">real, manual, or a factor such as 60x.</param>
internal sealed record PaceChange([property: JsonRequired] string Pace);

/// <summary>A record of public DNS.</summary>
/// <param name="Name">The name of the record.</param>
/// <param name="Type">TXT; there are no others.</param>
/// <param name="Value">Its value.</param>
internal sealed record DnsRecordForm([property: JsonRequired] string Name, [property: JsonRequired] string Type, [property: JsonRequired] string Value);

/// <summary>What is to be repaired: a fault with its place, or a zone or Region that is lost.</summary>
/// <param name="Fault">The fault, in a scenario's word; without it, the zone or Region passes traffic again.</param>
/// <param name="ZoneId">For example <c>use1-az1</c>.</param>
/// <param name="RegionName">For example <c>us-east-1</c>.</param>
/// <param name="PeerRegionName">The other Region, of what is between two.</param>
/// <param name="VpcId">A VPC, by its id or the topology's name, as all that follow.</param>
internal sealed record RepairForm(string? Fault, string? ZoneId, string? RegionName, string? PeerRegionName, string? VpcId, string? LoadBalancerArn, string? VpcEndpointId);

/// <summary>A step as a scenario has it, with one command and without time, name and expectations.</summary>
internal sealed record StepForm;

/// <summary>How a step ended.</summary>
/// <param name="Accepted">Whether all of it was.</param>
/// <param name="Parts">The outcome for each resource that it names; one for most steps.</param>
internal sealed record StepAnswer(bool Accepted, ImmutableArray<StepPart> Parts);

/// <summary>How a step ended for one resource.</summary>
/// <param name="At">When, in virtual time.</param>
/// <param name="Parameters">What was asked, as the log has it.</param>
/// <param name="ResourceId">What it made.</param>
/// <param name="Code">AWS's error code, of a refusal.</param>
/// <param name="Rule">The rule that refused.</param>
/// <param name="By">The entity that refused.</param>
/// <param name="Notices">What is to be noticed of an accepted step, such as a fault that changes nothing.</param>
internal sealed record StepPart(
    string At, JObject Parameters, bool Accepted, string? ResourceId, string? Code, string? Message, string? Rule, string? By, ImmutableArray<StepNotice>? Notices);

/// <summary>Something to be noticed.</summary>
internal sealed record StepNotice(string Rule, string Message);

/// <summary>Why something was not done.</summary>
/// <param name="Mistakes">What is wrong, one by one.</param>
internal sealed record ErrorAnswer(string Error, ImmutableArray<ControlMistake>? Mistakes);

/// <summary>Something wrong with a step.</summary>
/// <param name="Path">Where in the step.</param>
internal sealed record ControlMistake(string Path, int Line, int Column, string Message, string? Suggestion);
