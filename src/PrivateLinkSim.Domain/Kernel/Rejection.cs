namespace PrivateLinkSim.Domain;

/// <summary>
/// A refusal, which is a result and not a failure: AWS's error code and message, the rule that refuses, and what the
/// rule's source says.
/// </summary>
/// <param name="Code">AWS error code, for example <c>InvalidParameter</c>.</param>
/// <param name="Message">AWS's message text, or the simulator's where AWS publishes none.</param>
/// <param name="Rule">The rule's id in the catalogue, for example <c>R29</c>.</param>
public sealed record Rejection(string Code, string Message, string Rule);
