namespace PrivateLinkSim.Simulation;

/// <content>The commands of IAM on what users, roles and policies are.</content>
internal sealed partial record StepCommand
{
    private static StepCommand? OfIam(Step step) => step switch
    {
        { UpdateRole: not null } => Account(nameof(step.UpdateRole)),
        { UpdateAssumeRolePolicy: not null } => Account(nameof(step.UpdateAssumeRolePolicy)),
        { DeleteUser: not null } => Account(nameof(step.DeleteUser)),
        { DeleteRole: not null } => Account(nameof(step.DeleteRole)),
        { TagUser: not null } => Account(nameof(step.TagUser)),
        { UntagUser: not null } => Account(nameof(step.UntagUser)),
        { TagRole: not null } => Account(nameof(step.TagRole)),
        { UntagRole: not null } => Account(nameof(step.UntagRole)),
        { AttachUserPolicy: not null } => Account(nameof(step.AttachUserPolicy)),
        { DetachUserPolicy: not null } => Account(nameof(step.DetachUserPolicy)),
        { AttachRolePolicy: not null } => Account(nameof(step.AttachRolePolicy)),
        { DetachRolePolicy: not null } => Account(nameof(step.DetachRolePolicy)),
        { CreateAccessKey: not null } => Account(nameof(step.CreateAccessKey)),
        { UpdateAccessKey: not null } => Account(nameof(step.UpdateAccessKey)),
        { DeleteAccessKey: not null } => Account(nameof(step.DeleteAccessKey)),
        { CreatePolicy: not null } => Account(nameof(step.CreatePolicy)),
        { DeletePolicy: not null } => Account(nameof(step.DeletePolicy)),
        { CreatePolicyVersion: not null } => Account(nameof(step.CreatePolicyVersion)),
        { SetDefaultPolicyVersion: not null } => Account(nameof(step.SetDefaultPolicyVersion)),
        { DeletePolicyVersion: not null } => Account(nameof(step.DeletePolicyVersion)),
        { TagPolicy: not null } => Account(nameof(step.TagPolicy)),
        { UntagPolicy: not null } => Account(nameof(step.UntagPolicy)),
        _ => null,
    };
}
