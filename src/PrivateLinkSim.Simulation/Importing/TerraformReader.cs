using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Reads what <c>terraform show -json</c> prints of a plan or a state. Ids are Terraform's addresses.</summary>
internal sealed partial class TerraformReader
{
    // Names that say nothing but that there is one of it in its module.
    private static readonly string[] Nameless = ["this", "main", "default"];

    private readonly Inventory _found = new();
    private readonly RegionTable _regions;
    private readonly bool _isState;
    private readonly List<TerraformResource> _resources = [];
    private readonly TerraformModules _modules;
    private readonly TerraformReferences _references;
    private readonly TerraformProviders _providers;

    private TerraformReader(ImportNode document, RegionTable regions)
    {
        (_regions, _isState) = (regions, !document.Has("planned_values"));
        _modules = new TerraformModules(document.Value("configuration") as JObject);
        Gather(document.Member(_isState ? "values" : "planned_values")?.Member("root_module"), "");
        if (!_isState)
        {
            Gather(document.Member("prior_state")?.Member("values")?.Member("root_module"), "", isData: true);
        }

        _references = new TerraformReferences(_resources, _modules);
        _providers = new TerraformProviders(_modules, document.Value("variables") as JObject, _resources, _found.Notes);
    }

    /// <summary>What the plan or state says.</summary>
    /// <exception cref="BadScenarioException">It is neither.</exception>
    public static Inventory Read(ImportSource source, RegionTable regions)
    {
        var document = source.Read();
        if (!document.Has("planned_values") && !document.Has("values"))
        {
            var hint = document.Has("lineage") ? "this is Terraform's own state file; what `terraform show -json` prints is wanted"
                : document.Has("@level") ? "this is the progress of a command; plan with -out=FILE, and `terraform show -json FILE` prints what is wanted"
                : document.Has("format_version") ? "there is nothing in it: an empty state"
                : "it has neither 'planned_values' nor 'values'; what `terraform show -json` prints of a plan or state is wanted";
            throw document.Bad("", hint);
        }

        var reader = new TerraformReader(document, regions);
        if (document.Flag("errored") is true)
        {
            reader._found.Notes.LeftOut("what Terraform could not plan", "the plan ended with errors; plan again when they are mended");
        }

        return reader.Read();
    }

    private Inventory Read()
    {
        foreach (var (types, read) in Readers)
        {
            foreach (var resource in _resources.Where(resource => types.Contains(resource.Type, StringComparer.Ordinal)))
            {
                read(this, resource);
            }
        }

        foreach (var type in _resources.Where(resource => resource.Type.StartsWith("aws_", StringComparison.Ordinal)).GroupBy(resource => resource.Type, StringComparer.Ordinal))
        {
            if (!Readers.Any(each => each.Types.Contains(type.Key, StringComparer.Ordinal)))
            {
                _found.Notes.LeftOut(FormattableString.Invariant($"{type.Key} ({type.Count()})"), "plsim has none of these, and needs none");
            }
        }

        Settle();
        return _found;
    }

    // In this order: what refers to something comes behind it.
    private static readonly (string[] Types, Action<TerraformReader, TerraformResource> Read)[] Readers =
    [
        (["aws_vpc", "aws_default_vpc", "data.aws_vpc"], (reader, resource) => reader.ReadVpc(resource)),
        (["aws_subnet", "aws_default_subnet", "data.aws_subnet"], (reader, resource) => reader.ReadSubnet(resource)),
        (["aws_security_group", "aws_default_security_group", "data.aws_security_group"], (reader, resource) => reader.ReadGroup(resource)),
        (["aws_security_group_rule"], (reader, resource) => reader.ReadGroupRule(resource)),
        (["aws_vpc_security_group_ingress_rule"], (reader, resource) => reader.ReadIngressRule(resource)),
        (["aws_vpc_security_group_egress_rule"], (_, _) => { }),
        (["aws_network_acl"], (reader, resource) => reader.ReadAcl(resource)),
        (["aws_network_acl_rule"], (reader, resource) => reader.ReadAclRule(resource)),
        (["aws_network_acl_association"], (reader, resource) => reader.ReadAclAssociation(resource)),
        (["aws_lb", "aws_alb", "data.aws_lb"], (reader, resource) => reader.ReadBalancer(resource)),
        (["aws_lb_target_group", "aws_alb_target_group"], (reader, resource) => reader.ReadTargetGroup(resource)),
        (["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"], (reader, resource) => reader.ReadTarget(resource)),
        (["aws_instance"], (_, _) => { }),
        (["aws_lb_listener", "aws_alb_listener"], (reader, resource) => reader.ReadListener(resource)),
        (["aws_vpc_endpoint_service"], (reader, resource) => reader.ReadService(resource)),
        (["aws_vpc_endpoint_service_allowed_principal"], (reader, resource) => reader.ReadPrincipal(resource)),
        (["aws_vpc_endpoint_service_private_dns_verification"], (reader, resource) => reader.ReadVerification(resource)),
        (["aws_vpc_endpoint"], (reader, resource) => reader.ReadEndpoint(resource)),
        (["aws_vpc_endpoint_subnet_association"], (reader, resource) => reader.ReadSubnetAssociation(resource)),
        (["aws_vpc_endpoint_security_group_association"], (reader, resource) => reader.ReadGroupAssociation(resource)),
        (["aws_vpc_endpoint_private_dns"], (reader, resource) => reader.ReadPrivateDns(resource)),
        (["aws_vpc_endpoint_connection_accepter"], (reader, resource) => reader.ReadAccepter(resource)),
    ];

    private void Gather(ImportNode? module, string address, bool isData = false)
    {
        if (module is null)
        {
            return;
        }

        foreach (var resource in module.Items("resources").Where(each => !isData || each.TextOrNull("mode") == "data"))
        {
            var data = resource.TextOrNull("mode") == "data" ? "data." : "";
            var (type, name) = (resource.Text("type"), resource.Text("name"));
            _resources.Add(new TerraformResource(
                resource.Text("address"),
                address,
                data + type,
                name,
                resource.Value("index") is JValue index ? Convert.ToString(index.Value, System.Globalization.CultureInfo.InvariantCulture) : null,
                resource.Member("values") ?? new ImportNode(module.Source, []),
                _modules.Of(address, $"{data}{type}.{name}")));
        }

        foreach (var child in module.Items("child_modules"))
        {
            Gather(child, child.Text("address"), isData);
        }
    }

    private static string CalledAs(TerraformResource resource)
    {
        var tag = resource.Values.Value("tags").At("Name").AsText();
        var said = tag ?? resource.Values.Value("name").AsText();
        var module = resource.Module.Replace("module.", "", StringComparison.Ordinal);
        var own = module.Length > 0 && Nameless.Contains(resource.Name, StringComparer.Ordinal) ? module : $"{module}-{resource.Name}";
        return said is { Length: > 0 } ? said : $"{own}-{resource.Index}";
    }

    private static SortedDictionary<string, string> Tags(TerraformResource resource) =>
        new((resource.Values.Value("tags") as JObject ?? []).Properties().Where(tag => tag.Value.Type == JTokenType.String)
            .ToDictionary(tag => tag.Name, tag => (string)tag.Value!, StringComparer.Ordinal), StringComparer.Ordinal);

    // The id of what an attribute names; where it can't be told, the attribute in words, which nothing is called.
    private string IdOf(TerraformResource from, string type, params string[] path) => _references.One(from, type, path)?.Address ?? Unknown(from, path);

    private IEnumerable<string> IdsOf(TerraformResource from, string type, params string[] path) => _references.All(from, type, path).Select(each => each.Address);

    private static string Unknown(TerraformResource from, string[] path) => $"{string.Join('.', path)} of {from.Address}";

    private static bool Says(TerraformResource resource, string name) => resource.Values.Has(name);
}
