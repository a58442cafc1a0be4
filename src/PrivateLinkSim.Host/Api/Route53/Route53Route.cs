using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>An operation of Route 53: where it is asked for, and what answers it.</summary>
/// <param name="Name">As AWS calls it.</param>
/// <param name="Path">Behind the version; parts in braces are whatever stands there.</param>
internal sealed record Route53Route(string Name, string Method, string Path, Func<Route53Call, Task<Action<XmlBody>>> AnswerAsync)
{
    private readonly string[] _parts = Path.Split('/');

    /// <summary>What stands in the place of the parts in braces; null when the path is another.</summary>
    public ImmutableArray<string>? Match(ReadOnlySpan<string> path)
    {
        if (path.Length != _parts.Length)
        {
            return null;
        }

        var free = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; index < _parts.Length; index++)
        {
            if (_parts[index].StartsWith('{'))
            {
                free.Add(path[index]);
            }
            else if (_parts[index] != path[index])
            {
                return null;
            }
        }

        return free.ToImmutable();
    }
}
