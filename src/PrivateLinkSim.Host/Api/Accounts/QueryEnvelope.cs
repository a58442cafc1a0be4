namespace PrivateLinkSim.Host;

/// <summary>The envelopes of AWS's Query protocol, which STS, IAM and ELBv2 share (§5.6).</summary>
/// <param name="Namespace">The XML namespace of the API's version.</param>
internal sealed record QueryEnvelope(string Namespace)
{
    private const string Xml = "text/xml";

    /// <summary>An answer; without members where the action has none.</summary>
    public ApiAnswer Answer(string action, string requestId, Action<XmlBody>? members)
    {
        using var body = new XmlBody($"{action}Response", Namespace);
        if (members is not null)
        {
            body.Within($"{action}Result", members);
        }

        body.Within("ResponseMetadata", metadata => metadata.Text("RequestId", requestId));
        return new ApiAnswer(200, Xml, body.Finish());
    }

    /// <summary>An error.</summary>
    public ApiAnswer Error(ApiError error, string requestId)
    {
        using var body = new XmlBody("ErrorResponse", Namespace);
        body.Within("Error", one => one.Text("Type", error.Status < 500 ? "Sender" : "Receiver").Text("Code", error.Code).Text("Message", error.Message))
            .Text("RequestId", requestId);
        return new ApiAnswer(error.Status, Xml, body.Finish());
    }
}
