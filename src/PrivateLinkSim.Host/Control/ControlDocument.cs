using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.NewtonsoftJson.Generation;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The control plane as an OpenAPI document, made of its routes and of the records that it reads and writes.</summary>
internal static class ControlDocument
{
    private const string Json = "application/json";
    private const string Definitions = "#/definitions/";
    private const string Schemas = "#/components/schemas/";

    /// <summary>The document.</summary>
    public static JObject Of(ImmutableArray<ControlRoute> routes)
    {
        // A step is described by the schema of scenarios, with all that belongs to it.
        var schemas = (JObject)JObject.Parse(ScenarioSchema.FileText)["definitions"]!;
        var paths = new JObject();
        foreach (var route in routes)
        {
            var path = (JObject?)paths[$"{ControlApi.Root}{route.Path}"] ?? (JObject)(paths[$"{ControlApi.Root}{route.Path}"] = new JObject());
            path[route.Method.ToLowerInvariant()] = Operation(route, schemas);
        }

        var document = new JObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JObject
            {
                ["title"] = "The control plane of plsim serve", ["version"] = Program.Version,
                ["description"] = "What a simulation can be told and asked beside the calls of AWS, which are answered on the same port.",
            },
            ["paths"] = paths,
            ["components"] = new JObject { ["schemas"] = schemas },
        };
        foreach (var reference in document.Descendants().OfType<JProperty>().Where(each => each.Name == "$ref"))
        {
            reference.Value = ((string)reference.Value!).Replace(Definitions, Schemas, StringComparison.Ordinal);
        }

        return document;
    }

    private static JObject Operation(ControlRoute route, JObject schemas)
    {
        var operation = new JObject { ["summary"] = route.Summary };
        var parameters = new JArray(route.Parameters.Select(each => new JObject
        {
            ["name"] = each.Name, ["in"] = each.In, ["required"] = each.In == "path", ["description"] = each.Summary, ["schema"] = new JObject { ["type"] = "string" },
        }));
        if (parameters.Count > 0)
        {
            operation["parameters"] = parameters;
        }

        if (route.Body is { } body)
        {
            operation["requestBody"] = new JObject { ["required"] = true, ["content"] = new JObject { [Json] = new JObject { ["schema"] = Schema(body, schemas) } } };
        }

        operation["responses"] = new JObject
        {
            ["200"] = new JObject
            {
                ["description"] = "Done, or refused as AWS would refuse it.",
                ["content"] = new JObject { [route.Answer == typeof(EventStream) ? "text/event-stream" : Json] = new JObject { ["schema"] = Schema(route.Answer, schemas) } },
            },
            ["default"] = new JObject
            {
                ["description"] = "Nothing was done, and why.",
                ["content"] = new JObject { [Json] = new JObject { ["schema"] = Schema(typeof(ErrorAnswer), schemas) } },
            },
        };
        return operation;
    }

    private static JObject Schema(Type type, JObject schemas)
    {
        if (type == typeof(EventStream))
        {
            return new JObject { ["type"] = "string" };
        }

        var name = type == typeof(StepForm) ? nameof(Step) : type.Name;
        if (schemas[name] is null)
        {
            var schema = JObject.Parse(JsonSchemaGenerator.FromType(type, new NewtonsoftJsonSchemaGeneratorSettings
            {
                SerializerSettings = ControlJson.Settings, DefaultReferenceTypeNullHandling = ReferenceTypeNullHandling.NotNull, SchemaType = SchemaType.JsonSchema,
            }).ToJson());
            schema.Remove("$schema");
            foreach (var inner in ((JObject?)schema["definitions"] ?? []).Properties())
            {
                schemas[inner.Name] = inner.Value;
            }

            schema.Remove("definitions");
            if (type == typeof(StateForm) || type == typeof(ScenarioForm) || type == typeof(DocumentForm))
            {
                // Open, because it is described elsewhere.
                schema.Remove("additionalProperties");
            }

            schemas[name] = schema;
        }

        return new JObject { ["$ref"] = $"{Schemas}{name}" };
    }
}
