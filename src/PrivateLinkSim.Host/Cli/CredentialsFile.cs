using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>Keys in the form in which AWS's tools keep them: <c>AWS_SHARED_CREDENTIALS_FILE=FILE aws --profile customer …</c></summary>
internal static class CredentialsFile
{
    /// <summary>Writes the file. Its owner alone can read it.</summary>
    /// <exception cref="UsageException">It can't be written.</exception>
    public static void Write(string path, IEnumerable<(string Profile, AccessKey Key)> profiles)
    {
        var text = new StringBuilder();
        foreach (var (profile, key) in profiles)
        {
            text.Append($"[{profile}]\naws_access_key_id = {key.Id}\naws_secret_access_key = {key.Secret}\n\n");
        }

        try
        {
            OwnersFile.Write(path, text.ToString());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} can't be written: {failure.Message}");
        }
    }
}
