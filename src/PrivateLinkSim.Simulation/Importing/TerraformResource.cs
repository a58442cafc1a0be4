using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>A resource of a Terraform plan or state, or a data source that was read.</summary>
/// <param name="Address">For example <c>module.shop.aws_subnet.private[0]</c>.</param>
/// <param name="Module">The address of its module; empty for the root.</param>
/// <param name="Type">For example <c>aws_subnet</c>; <c>data.aws_subnet</c> for a data source.</param>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Index">Its index or key, where there are several of it.</param>
/// <param name="Values">What is known of it.</param>
/// <param name="Configuration">What the configuration says of it; null where it is not there, as for a state.</param>
internal sealed record TerraformResource(string Address, string Module, string Type, string Name, string? Index, ImportNode Values, JObject? Configuration)
{
    /// <summary>The key of its provider's configuration; null where the configuration is not there.</summary>
    public string? ProviderKey => Configuration.At("provider_config_key").AsText();

    /// <summary>What it is, without regard to whether Terraform manages it.</summary>
    public string PlainType => Type.StartsWith("data.", StringComparison.Ordinal) ? Type["data.".Length..] : Type;
}
