namespace PrivateLinkSim.Host;

/// <summary>A terminal that can be drawn on and asked for keys.</summary>
/// <param name="Size">Its width and height now.</param>
/// <param name="ReadKey">Waits for a key, and does not show it.</param>
public sealed record Terminal(Func<(int Width, int Height)> Size, Func<ConsoleKeyInfo> ReadKey);
