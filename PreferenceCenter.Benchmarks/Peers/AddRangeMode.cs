using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>addrange PROVIDER CONNECTION ROWS</c>: an import as a first version would do it. Subscribers with
/// choices, chained events and evidence are added to a context and saved, 2000 at a time. The data is made in memory,
/// not read from a file. Prints the seconds it took, without its start.
/// </summary>
internal static class AddRangeMode
{
    private const int AtATime = 2000;
    private const int Topics = 5;

    public static async Task<int> RunAsync(GatePlace place, int rows)
    {
        var clock = new Stopwatch();
        byte[] hash = new byte[32];
        var (position, now) = (0L, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        // The first chunk is not counted: it builds the model and compiles the code.
        foreach (var chunk in Enumerable.Range(1, rows + AtATime).Chunk(AtATime))
        {
            await using var context = place.Open();
            foreach (var row in chunk)
                Add(context, row, now, ref position, ref hash);
            (await context.Heads.FindAsync(1))!.Hash = hash;
            await context.SaveChangesAsync();
            clock.Start();
        }
        Console.WriteLine(clock.Elapsed.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Add(GateContext context, int row, long now, ref long position, ref byte[] hash)
    {
        var person = new GatePerson
        {
            Id = row,
            PublicId = RandomNumberGenerator.GetBytes(16),
            LedgerId = RandomNumberGenerator.GetBytes(16),
            Address = string.Create(CultureInfo.InvariantCulture, $"new.{row}@example.net"),
            LastSeq = Topics,
        };
        context.People.Add(person);
        var salt = RandomNumberGenerator.GetBytes(32);
        var content = Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"address":"{{person.Address}}","file":"list.csv","line":{{row}},"grade":"A","obtainedAt":"2025-03-01T10:00:00+00:00","method":"form","text":"Yes, please write to me about these.","obtainedIp":"192.0.2.0"}"""
            )
        );
        var evidence = new GateEvidence
        {
            Position = position,
            Salt = salt,
            Content = content,
        };
        var choices = Enumerable
            .Range(1, Topics)
            .Select(topic => new GateChoice
            {
                PersonId = row,
                Topic = topic,
                Value = 1,
                Touched = topic,
                TouchedAt = now,
            });
        context.Choices.AddRange(choices);
        var events = new List<GateEvent>(Topics);
        for (var topic = 1; topic <= Topics; topic++)
        {
            var commitment = HMACSHA256.HashData(salt, (byte[])[.. BitConverter.GetBytes(topic), .. content]);
            hash = SHA256.HashData([.. hash, .. person.LedgerId, .. commitment]);
            events.Add(
                new GateEvent
                {
                    Position = position++,
                    LedgerId = person.LedgerId,
                    Seq = topic,
                    Kind = 1,
                    Topic = topic,
                    Value = 1,
                    Channel = 4,
                    At = now,
                    Commitment = commitment,
                    Hash = hash,
                    Evidence = topic == 1 ? evidence : null,
                }
            );
        }
        context.Events.AddRange(events);
    }
}
