using System.Collections.Frozen;

namespace PrivateLinkSim.Host;

/// <summary>Answers a call: reads its parameters, asks what is to be asked, and returns what writes the members of the answer.</summary>
internal delegate Task<Action<XmlBody>> Ec2Action(Ec2Call call);

/// <summary>The EC2 Query API, version 2016-11-15 (§5.1), as far as PrivateLink and what it stands on go.</summary>
internal sealed class Ec2Api(ServedRun served, Ec2Throttle? throttle = null, Ec2Lateness? lateness = null) : IServiceApi
{
    private const string Version = "2016-11-15";
    private const string Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    private const string Xml = "text/xml;charset=UTF-8";

    private static readonly FrozenDictionary<string, Ec2Action> Actions = ((IEnumerable<KeyValuePair<string, Ec2Action>>[])
        [
            Ec2Services.Actions, Ec2Endpoints.Actions, Ec2Network.Actions, Ec2SecurityGroups.Actions, Ec2Tags.Actions,
            Ec2Described.Actions, Ec2DescribedNetwork.Actions, Ec2DescribedGroups.Actions, Ec2DescribedRoutes.Actions, Ec2Regions.Actions,
        ]).SelectMany(actions => actions).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The actions that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Actions.Keys.Order(StringComparer.Ordinal);

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        var parameters = request.Parameters();
        var name = parameters.Required("Action");
        if (parameters.Text("Version") is { } version && version != Version)
        {
            throw new ApiException(new ApiError("NoSuchVersion", $"The requested version ({version}) of service AmazonEC2 does not exist", 400));
        }

        if (!Actions.TryGetValue(name, out var action))
        {
            throw new ApiException(new ApiError("InvalidAction", $"The action {name} is not valid for this web service.", 400));
        }

        throttle?.Take(name, request.Caller, parameters.Has("MaxResults", "NextToken", "Filter."), served.Pace.Now);
        if (name == "CreateVpcEndpoint")
        {
            lateness?.RequireKnown(parameters.Text("ServiceName"));
        }

        Ec2Ids.RequireWellFormed(parameters);
        var isReading = name.StartsWith("Describe", StringComparison.Ordinal);
        var call = new Ec2Call(served, request.Caller, parameters, isReading ? lateness?.Seen : null);
        if (isReading)
        {
            Refusals.RequireToRead($"ec2:{name}", request.Caller, call.View);
        }

        var write = await action(call);
        using var body = new XmlBody($"{name}Response", Namespace);
        body.Text("requestId", request.Id);
        write(body);
        return new ApiAnswer(200, Xml, body.Finish());
    }

    public ApiAnswer Error(ApiError error, string requestId)
    {
        using var body = new XmlBody("Response");
        body.Within("Errors", errors => errors.Within("Error", one => one.Text("Code", error.Code).Text("Message", error.Message))).Text("RequestID", requestId);
        return new ApiAnswer(error.Status, Xml, body.Finish());
    }
}
