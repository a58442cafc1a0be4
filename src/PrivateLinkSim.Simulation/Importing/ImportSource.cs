using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>A JSON file that a scenario is to be made of.</summary>
public sealed class ImportSource
{
    private readonly ScenarioText _text;
    private readonly bool _isEmpty;

    /// <summary>A file as it was read.</summary>
    /// <param name="fileName">What errors and notes call it.</param>
    /// <param name="bytes">What it holds: UTF-8, or the UTF-16 that Windows PowerShell redirects to.</param>
    public ImportSource(string fileName, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        FileName = fileName;
        _isEmpty = bytes.All(each => each is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
        _text = new ScenarioText(bytes is [0xFF, 0xFE, ..] ? Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)) : bytes, fileName);
    }

    /// <summary>What errors and notes call it.</summary>
    public string FileName { get; }

    /// <summary>The document.</summary>
    /// <exception cref="BadScenarioException">It is no JSON object.</exception>
    internal ImportNode Read()
    {
        if (_isEmpty)
        {
            throw new BadScenarioException([new ScenarioError(FileName, 1, 1, "", "the file is empty; what AWS and Terraform print as JSON is wanted")]);
        }

        return new ImportNode(this, _text.Read("what AWS and Terraform print is a JSON object; a list alone, as --query leaves it, does not say what it is of"));
    }

    /// <summary>An error about the member or item at a path.</summary>
    internal BadScenarioException Bad(string path, string message, string? suggestion = null)
    {
        var (line, column) = _text.Locate(path);
        return new BadScenarioException([new ScenarioError(FileName, line, column, path, message, suggestion)]);
    }
}
