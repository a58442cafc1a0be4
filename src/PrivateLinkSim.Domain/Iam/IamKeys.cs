namespace PrivateLinkSim.Domain;

/// <summary>The rules of users' access keys. A key that was deleted is never anybody's again.</summary>
internal static class IamKeys
{
    private const int MostPerUser = 2;

    public static Decision<IamEvent> Create(IamState state, IamCommand.CreateAccessKey create, in Context context)
    {
        if (state.Find(create.PrincipalArn) is null)
        {
            return AccountPolicies.NoSuchPrincipal(create.PrincipalArn);
        }

        if (state.KeysOf(create.PrincipalArn).Count() >= MostPerUser)
        {
            return IamRules.LimitExceeded("AccessKeysPerUser", MostPerUser);
        }

        var id = $"AKIA{context.Draws.Alphanumeric(16, "access-key", state.Drawn).ToUpperInvariant()}";
        return IamRules.Accept(new IamEvent.AccessKeyCreated(create.PrincipalArn, id, context.Now), new IamReply.AccessKeyCreated(id));
    }

    public static Decision<IamEvent> Update(IamState state, IamCommand.UpdateAccessKey update) =>
        Refuse(state, update.PrincipalArn, update.AccessKeyId) is { } refused ? refused
        : state.AccessKeys[update.AccessKeyId].IsActive == update.IsActive ? Decision<IamEvent>.Accept()
        : IamRules.Accept(new IamEvent.AccessKeyUpdated(update.AccessKeyId, update.IsActive));

    public static Decision<IamEvent> Delete(IamState state, IamCommand.DeleteAccessKey delete) =>
        Refuse(state, delete.PrincipalArn, delete.AccessKeyId) is { } refused ? refused : IamRules.Accept(new IamEvent.AccessKeyDeleted(delete.AccessKeyId));

    /// <summary>The state after what happened to a key; null for what happened to something else.</summary>
    public static IamState? Evolve(IamState state, IamEvent fact) => fact switch
    {
        IamEvent.AccessKeyCreated created => state with
        {
            AccessKeys = state.AccessKeys.Add(created.AccessKeyId, new IamAccessKey(created.PrincipalArn, true, created.At)), Drawn = state.Drawn + 1,
        },
        IamEvent.AccessKeyUpdated updated => state with
        {
            AccessKeys = state.AccessKeys.SetItem(updated.AccessKeyId, state.AccessKeys[updated.AccessKeyId] with { IsActive = updated.IsActive }),
        },
        IamEvent.AccessKeyDeleted deleted => state with
        {
            AccessKeys = state.AccessKeys.Remove(deleted.AccessKeyId), RetiredKeys = state.RetiredKeys.Add(deleted.AccessKeyId),
        },
        _ => null,
    };

    private static Rejection? Refuse(IamState state, string principalArn, string accessKeyId) =>
        state.Find(principalArn) is null ? AccountPolicies.NoSuchPrincipal(principalArn)
        : state.AccessKeys.TryGetValue(accessKeyId, out var key) && key.PrincipalArn == principalArn ? null
        : new Rejection("NoSuchEntity", $"The Access Key with id {accessKeyId} cannot be found.", IamRules.Rule);
}
