namespace PreferenceCenter.Tests.Http;

/// <summary>Centres over a prepared database.</summary>
internal sealed partial class WebCenter
{
    /// <summary>
    /// Starts a centre over a copy of what <paramref name="fill"/> made of an empty centre when that name was first
    /// used. It must not create subscribers: their addresses are tied to the keys of the centre that created them.
    /// </summary>
    public static async Task<WebCenter> StartFilledAsync(
        string name,
        Func<WebCenter, Task> fill,
        IEnumerable<string>? settings = null
    )
    {
        var home = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        var data = System.IO.Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        (await TestDatabase.NewAsync(data, name, FillAsync)).NoteIn(home);
        return await StartIn(home, settings ?? [], null, Owns.DirectoryAndDatabase);

        async Task FillAsync(TestDatabase empty)
        {
            var directory = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
            empty.NoteIn(directory);
            // The database is the source of copies, so it outlives the centre that filled it.
            await using var center = await StartIn(directory, [], null, Owns.Directory);
            await fill(center);
        }
    }
}
