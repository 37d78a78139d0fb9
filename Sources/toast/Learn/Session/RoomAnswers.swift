import Model

/// What a room answered to one question.
enum RoomAnswers {
  /// Amounts, in the order in which they were called.
  case amounts([Amount])
  /// How many hands there were for each option.
  case hands([Int])
}
