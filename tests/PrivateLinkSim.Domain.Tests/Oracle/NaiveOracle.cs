namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>
/// The yes and no of PrivateLink a second time, naively, from the written facts alone: it shares neither rule nor table
/// with the domain. It says which rules a command breaks; a command that breaks none happens.
/// </summary>
internal sealed partial class NaiveOracle
{
    private readonly Settings _settings;
    private readonly SortedSet<string> _broken = new(StringComparer.Ordinal);
    private readonly OptIn[] _optIns = [OptIn.No, OptIn.No, OptIn.Yes];
    private readonly long?[] _optDues = [null, null, null];
    private readonly SortedSet<string> _txt = new(StringComparer.Ordinal);

    public NaiveOracle(Settings settings)
    {
        _settings = settings;
        foreach (var stage in Stage.Vpcs)
        {
            var vpc = new VpcThing(stage);
            Vpcs.Add(vpc);
            Subnets.AddRange(stage.Subnets.Select(subnet => new SubnetThing(vpc, subnet)));
            Groups.Add(new GroupThing(vpc, true));
        }

        foreach (var stage in Stage.Balancers)
        {
            var balancer = new BalancerThing(Vpcs[stage.Vpc], [.. stage.Subnets.Select(index => Subnets[index])], stage.Dualstack);
            Balancers.Add(balancer);
            balancer.Subnets.ForEach(subnet => subnet.Used++);
            var listener = new ListenerThing(balancer, true, 443) { IdleTimeout = stage.IdleTimeout == 0 ? 350 : stage.IdleTimeout };
            Listeners.Add(listener);
            balancer.Listeners.Add(listener);
        }
    }

    public long Now { get; private set; }

    public List<VpcThing> Vpcs { get; } = [];

    public List<SubnetThing> Subnets { get; } = [];

    public List<GroupThing> Groups { get; } = [];

    public List<BalancerThing> Balancers { get; } = [];

    public List<ListenerThing> Listeners { get; } = [];

    public List<ServiceThing> Services { get; } = [];

    public List<EndpointThing> Endpoints { get; } = [];

    /// <summary>The rules that the command breaks; when there are none, it has happened.</summary>
    public SortedSet<string> Judge(Op op)
    {
        _broken.Clear();
        switch (op)
        {
            case Op.EnableRegion enable:
                Opt(enable.Account, enable.Region, true);
                break;
            case Op.DisableRegion disable:
                Opt(disable.Account, disable.Region, false);
                break;
            case Op.CreateService create:
                Create(create);
                break;
            case Op.ModifyService modify:
                Modify(modify);
                break;
            case Op.Permissions permissions:
                Permit(permissions);
                break;
            case Op.StartVerification start:
                Start(start);
                break;
            case Op.PublishTxt publish:
                _txt.Add(Record(publish.Service, publish.Variant));
                break;
            case Op.WithdrawTxt withdraw:
                BreakIf(!_txt.Remove(Record(withdraw.Service, withdraw.Variant)), "§dns");
                break;
            case Op.SetPayer payer:
                SetPayer(payer);
                break;
            case Op.Accept accept:
                Accept(accept);
                break;
            case Op.Reject reject:
                Reject(reject);
                break;
            case Op.DeleteService delete:
                Delete(delete);
                break;
            case Op.CreateEndpoint create:
                Create(create);
                break;
            case Op.ModifyEndpoint modify:
                Modify(modify);
                break;
            case Op.DeleteEndpoint delete:
                Delete(delete);
                break;
            case Op.TagService tag:
                Tag(tag);
                break;
            case Op.TagEndpoint tag:
                Tag(tag);
                break;
            case Op.Advance advance:
                Advance(advance.Seconds);
                break;
            default:
                JudgeNetwork(op);
                break;
        }

        return _broken;
    }

    public OptIn OptInOf(int account) => _optIns[account];

    private bool Fine => _broken.Count == 0;

    private void Break(params string[] rules) => _broken.UnionWith(rules);

    private void BreakIf(bool condition, params string[] rules)
    {
        if (condition)
        {
            Break(rules);
        }
    }

    /// <summary>Whether an account may use a Region; the last Region of the stage does not exist.</summary>
    private bool MayUse(int account, int region) => region != Stage.Milan || _optIns[account] == OptIn.Yes;

    /// <summary>A call into a Region that is unknown or not enabled ends there.</summary>
    private bool MayCall(int account, int region)
    {
        BreakIf(region == 3, "§3.1/region");
        BreakIf(region != 3 && !MayUse(account, region), "§3.1/opt-in");
        return Fine;
    }

    /// <summary>Whether the call gets to what it names, which has this owner and Region.</summary>
    private bool Reaches(Who who, bool exists, int owner, int region, params string[] missing)
    {
        var account = who.Account < 0 ? owner : who.Account;
        var called = who.Region < 0 ? region : who.Region;
        if (!MayCall(account, called))
        {
            return false;
        }

        BreakIf(!exists || account != owner || called != region, missing);
        return Fine;
    }

    private void Opt(int account, int region, bool enable)
    {
        if (region != Stage.Milan)
        {
            Break("§3.2/default");
            return;
        }

        var status = _optIns[account];
        BreakIf(status == (enable ? OptIn.Going : OptIn.Coming), "§3.2");
        if (Fine && status == (enable ? OptIn.No : OptIn.Yes))
        {
            _optIns[account] = enable ? OptIn.Coming : OptIn.Going;
            _optDues[account] = Now + Seconds(enable ? _settings.RegionOptInDuration : _settings.RegionOptOutDuration);
        }
    }

    private void Advance(int seconds)
    {
        Now += seconds;
        for (var account = 0; account < _optIns.Length; account++)
        {
            if (_optDues[account] <= Now)
            {
                _optDues[account] = null;
                _optIns[account] = _optIns[account] == OptIn.Coming ? OptIn.Yes : OptIn.No;
            }
        }

        foreach (var service in Services.Where(each => each.VerificationDue <= Now))
        {
            service.VerificationDue = null;
            var number = Services.IndexOf(service);
            service.NameState = _txt.Contains(Record(number, 0)) || _txt.Contains(Record(number, 1))
                ? DnsNameStatus.Verified
                : DnsNameStatus.Failed;
        }

        foreach (var endpoint in Endpoints)
        {
            while (endpoint.Due is { } due && due <= Now)
            {
                Settle(endpoint, due);
            }
        }
    }

    private void Settle(EndpointThing endpoint, long due)
    {
        endpoint.Due = null;
        switch (endpoint.Status)
        {
            case EndpointStatus.PendingAcceptance:
                endpoint.Status = EndpointStatus.Expired;
                break;
            case EndpointStatus.Pending:
                endpoint.Fresh.Clear();
                endpoint.Status = EndpointStatus.Available;
                break;
            case EndpointStatus.Deleting:
                endpoint.Status = EndpointStatus.Deleted;
                Leave(endpoint);
                break;
            default:
                throw new InvalidOperationException($"Nothing is due at {due} in {endpoint.Status}.");
        }
    }

    /// <summary>A verification record: the service's number, its name's number and the way it is published.</summary>
    private string Record(int service, int variant) =>
        Services.ElementAtOrDefault(service) is { Exists: true, Name: not null } named
            ? FormattableString.Invariant($"{service}/{named.NameNumber}/{variant}")
            : FormattableString.Invariant($"none/{variant}");

    private static long Seconds(TimeSpan span) => (long)span.TotalSeconds;
}
