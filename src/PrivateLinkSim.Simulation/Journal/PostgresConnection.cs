using Npgsql;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Which PostgreSQL database keeps runs, and how it is reached: <c>postgres://user@host:5432/database</c> or
/// <c>Host=…;Database=…</c>. As text it never shows the password.
/// </summary>
public sealed record PostgresConnection
{
    private static readonly string[] Schemes = ["postgres", "postgresql"];

    private readonly string _text;

    private PostgresConnection(NpgsqlConnectionStringBuilder builder)
    {
        builder.ApplicationName ??= "plsim";

        // An acknowledged row must survive the server's crash, whatever the database's own default is.
        builder.Options = $"{builder.Options} -c synchronous_commit=on".TrimStart();
        _text = builder.ConnectionString;
    }

    /// <summary>Whether a text is meant as a connection and not as a file.</summary>
    public static bool IsMeantBy(string text) =>
        Array.Exists(Schemes, scheme => text.StartsWith($"{scheme}://", StringComparison.OrdinalIgnoreCase))
        || text.Split(';').Any(part => part.Split('=', 2) is [var key, _] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER");

    /// <summary>Reads a connection.</summary>
    /// <exception cref="FormatException">The text is none; the message does not repeat it, because it may hold a password.</exception>
    public static PostgresConnection Parse(string text)
    {
        try
        {
            var builder = text.Contains("://", StringComparison.Ordinal) ? OfUrl(text) : new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrWhiteSpace(builder.Host)
                ? throw new FormatException("a PostgreSQL connection names its server: postgres://user@host:5432/database, or Host=…;Database=…")
                : new PostgresConnection(builder);
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException or InvalidCastException or KeyNotFoundException)
        {
            throw new FormatException(
                $"this is no PostgreSQL connection ({exception.Message.TrimEnd('.')}); write postgres://user@host:5432/database, or Host=…;Database=…", exception);
        }
    }

    /// <summary>The connection as a URL, without its password.</summary>
    public override string ToString()
    {
        var builder = new NpgsqlConnectionStringBuilder(_text);
        var user = builder.Username is { } name ? $"{Uri.EscapeDataString(name)}@" : "";
        var database = Uri.EscapeDataString(builder.Database ?? builder.Username ?? "");
        return builder.Host!.StartsWith('/')
            ? $"postgres://{user}/{database}?host={builder.Host}"
            : FormattableString.Invariant($"postgres://{user}{builder.Host}:{builder.Port}/{database}");
    }

    /// <summary>What the driver is given, with the password.</summary>
    /// <param name="adapt">What is special about this use.</param>
    internal string For(Action<NpgsqlConnectionStringBuilder> adapt)
    {
        var builder = new NpgsqlConnectionStringBuilder(_text);
        adapt(builder);
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder OfUrl(string text)
    {
        var url = new Uri(text, UriKind.Absolute);
        if (!Schemes.Contains(url.Scheme, StringComparer.OrdinalIgnoreCase))
        {
            throw new UriFormatException($"it begins with {url.Scheme}://");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = url.Host.Length > 0 ? url.Host : null };
        if (url.Port > 0)
        {
            builder.Port = url.Port;
        }

        if (url.UserInfo.Split(':', 2) is [{ Length: > 0 } user, ..] info)
        {
            builder.Username = Uri.UnescapeDataString(user);
            builder.Password = info.Length > 1 ? Uri.UnescapeDataString(info[1]) : null;
        }

        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            builder.Database = Uri.UnescapeDataString(database);
        }

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            builder[Uri.UnescapeDataString(key)] = Uri.UnescapeDataString(value);
        }

        return builder;
    }
}
