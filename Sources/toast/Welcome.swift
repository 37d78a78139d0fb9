/// What bare `toast` says: what it is, and what to try first.
enum Welcome {
  static let text = """
    toast makes parallelism visible: a short file says what is to be done and by
    whom, toast simulates it and tells how long it takes, and why not N times
    faster.

      toast learn                  lessons, from one toaster to deadlocks
      toast run toast              100 slices in 4 toasters
      toast race toast -w 1,2,4,8  with 1, 2, 4 and 8 toasters, side by side
      toast list                   what is built in, in the order of the talk

      toast new brunch             begin a scenario file of your own: brunch.yaml
      toast check brunch.yaml      find its mistakes
      toast explain speedup        what a word or an error code means

    toast --help lists everything; toast run --help a verb's flags.

    """
}
