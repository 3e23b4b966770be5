namespace Examples.Tests.Shared;

/// <summary>Why a native library can't be loaded, in two lines: the loader's own words, and what to do.</summary>
public sealed class NativeLibrariesTests
{
    [Theory]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libtorch.so)", "libstdc++ is too old")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.38' not found (required by /app/libtorch.so)", "C library is too old")]
    [InlineData("dlopen(/app/libX.dylib, 0x0001): Library not loaded: @rpath/libomp.dylib", "'brew install libomp'")]
    public void The_cause_decides_what_to_do(string cause, string remedy)
    {
        var error = new DllNotFoundException(
            "Unable to load shared library 'X' or one of its dependencies:\n"
            + $"/app/libX.so: cannot open shared object file: No such file or directory\n{cause}\n");
        var lines = NativeLibraries.Explain(new TypeInitializationException("T", error))!.Split('\n');
        Assert.Equal((2, $"X can't be loaded: {cause}"), (lines.Length, lines[0]));
        Assert.Contains(remedy, lines[1]);
    }

    [Fact]
    public void Another_error_is_none_of_a_library() => Assert.Null(NativeLibraries.Explain(new InvalidOperationException("'X'")));
}
