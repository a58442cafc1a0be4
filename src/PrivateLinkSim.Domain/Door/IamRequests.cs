namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about IAM calls, which an account makes in both of its roles.</summary>
internal static class IamRequests
{
    public static AuthorizationRequest Declare(string principalArn, DoorCall call) => call.Iam("Create", "", principalArn);

    public static AuthorizationRequest SetPolicy(string principalArn, string? document, DoorCall call) =>
        call.Iam(document is null ? "Delete" : "Put", "Policy", principalArn);

    public static AuthorizationRequest SetBoundary(string principalArn, string? document, DoorCall call) =>
        call.Iam(document is null ? "Delete" : "Put", "PermissionsBoundary", principalArn);
}
